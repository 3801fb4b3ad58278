//! What projects get, read as GitHub reads it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use wheelpin_init::{Choices, Ci, Pins, Project, Wheel, scaffold};
use wheelpin_workflow::yaml::{Node, read_yaml};

fn wheel(target: &str, tag: &str, abi: &str, python: &str, is_open: bool) -> Wheel {
    Wheel {
        target: target.into(),
        platform_tag: tag.into(),
        abi: abi.into(),
        python: Some(python.into()),
        is_open,
    }
}

fn project() -> Project {
    let abi3 = |target, tag| wheel(target, tag, "cp311-abi3", "3.11", true);
    Project {
        name: "sample".into(),
        repository: Some("acme/sample".into()),
        site: "https://forge.example".into(),
        toolchain: "registry".into(),
        mode: "push".into(),
        index: "pypi".into(),
        input: "https://files.example/wheelpin-0.1.0.tar.gz".into(),
        wheels: vec![
            abi3("manylinux-x86_64", "manylinux_2_28_x86_64"),
            abi3("manylinux-aarch64", "manylinux_2_28_aarch64"),
            abi3("musllinux-x86_64", "musllinux_1_2_x86_64"),
            abi3("macos-universal2", "macosx_11_0_universal2"),
            abi3("windows-x86_64", "win_amd64"),
            abi3("manylinux-i686", "manylinux_2_28_i686"),
        ],
        ..Project::default()
    }
}

fn texts(project: &Project, choices: &Choices) -> Vec<(String, String)> {
    let files = scaffold(project, choices, &Pins::known()).unwrap();
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

fn text(project: &Project, choices: &Choices, path: &str) -> String {
    texts(project, choices).into_iter().find(|(it, _)| it == path).unwrap().1
}

fn workflow(project: &Project, choices: &Choices) -> Node {
    read_yaml(&text(project, choices, ".github/workflows/release.yml")).unwrap()
}

/// Every combination of choices that makes another file.
fn every() -> Vec<(Project, Choices)> {
    let mut all = Vec::new();
    for mode in ["push", "pull-request", "tag"] {
        for directory in ["", "python"] {
            for shards in [1, 3] {
                for is_more in [false, true] {
                    let project =
                        Project { mode: mode.into(), directory: directory.into(), ..project() };
                    let mut choices = Choices { shards, ..Choices::default() };
                    if is_more {
                        choices.ci = vec![Ci::Github, Ci::Gitlab];
                        choices.benchmarks = true;
                        choices.nightly = Some("nightly-2026-11-01".into());
                        choices.substituters = vec!["https://cache.example".into()];
                        choices.trusted_public_keys = vec!["cache.example-1:key=".into()];
                    }
                    all.push((project, choices));
                }
            }
        }
    }
    all
}

#[test]
fn every_choice_makes_yaml_with_pinned_actions_alone() {
    for (project, choices) in every() {
        for (path, text) in texts(&project, &choices) {
            assert!(!text.contains("{=") && !text.contains("<%"), "{path}");
            assert!(text.ends_with('\n') && !text.contains("\n\n\n"), "{path}:\n{text}");
            if !path.ends_with(".yml") {
                continue;
            }
            read_yaml(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            for line in text
                .lines()
                .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
            {
                let is_own = line.starts_with("./");
                let is_image = line.starts_with("docker://") && line.contains("@sha256:");
                let is_pinned = line.split_once('@').is_some_and(|(_, rest)| {
                    rest.len() > 43 && rest.is_char_boundary(40) && rest[40..].starts_with(" # v")
                });
                assert!(is_own || is_image || is_pinned, "{path}: {line}");
            }
        }
    }
}

#[test]
fn no_job_with_rights_runs_what_another_job_made() {
    for (project, choices) in every() {
        let workflow = workflow(&project, &choices);
        let jobs = workflow.get("jobs").unwrap();
        let mut with_rights = Vec::new();
        for (name, job) in jobs.entries() {
            let permissions = job.get("permissions").unwrap();
            let is_plan = name == "plan" && project.mode == "pull-request";
            if !permissions.entries().iter().any(|(_, right)| right.text() == Some("write")) {
                continue;
            }
            with_rights.push(name.clone());
            for step in job.get("steps").unwrap().elements() {
                let uses = step.text_at(["uses"]).unwrap_or_default();
                let run = step.text_at(["run"]).unwrap_or_default();
                assert!(!uses.contains("cache") && step.at(["with", "cache"]).is_none(), "{name}");
                assert!(!uses.contains("download-artifact"), "{name}: {uses}");
                assert!(!run.contains("testers") && !run.contains("nix build"), "{name}: {run}");
                if uses.contains("actions/checkout") {
                    assert_eq!(step.text_at(["with", "persist-credentials"]), Some("false"));
                }
            }
            assert!(is_plan || job.get("needs").is_some(), "{name}");
        }
        let mut expected = vec!["preflight", "tag", "publish", "forge"];
        if project.mode == "pull-request" {
            expected.insert(0, "plan");
        }
        assert_eq!(with_rights, expected);
        assert_eq!(workflow.get("permissions").unwrap().entries().len(), 0);
    }
}

#[test]
fn every_job_has_an_end_and_none_cancels_a_release() {
    for (project, choices) in every() {
        let workflow = workflow(&project, &choices);
        assert_eq!(workflow.text_at(["concurrency", "cancel-in-progress"]), Some("false"));
        for (name, job) in workflow.get("jobs").unwrap().entries() {
            assert!(job.get("timeout-minutes").is_some(), "{name}");
        }
    }
}

#[test]
fn names_of_artifacts_are_of_one_job_each() {
    let workflow = workflow(&project(), &Choices { shards: 3, ..Choices::default() });
    let mut names = Vec::new();
    for (_, job) in workflow.get("jobs").unwrap().entries() {
        for step in job.get("steps").unwrap().elements() {
            let uses = step.text_at(["uses"]).unwrap_or_default();
            if uses.contains("upload-artifact") || uses.ends_with("hand-over") {
                names.push(step.text_at(["with", "name"]).unwrap().to_owned());
            }
        }
    }
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "{names:?}");
}

#[test]
fn systems_follow_from_the_wheels() {
    let text = text(&project(), &Choices::default(), ".github/workflows/release.yml");
    for runner in ["ubuntu-24.04-arm", "macos-15\n", "macos-15-intel", "windows-2025"] {
        assert!(text.contains(&format!("runner: {runner}")), "{runner}");
    }
    assert!(text.contains(r#"pythons: "3.11\n3.12\n3.13\n3.14\n3.15""#));
    let releasing = self::text(&project(), &Choices::default(), "RELEASING.md");
    assert!(releasing.contains("run on no system of this workflow: manylinux_2_28_i686"));
    let linux = Project {
        wheels: vec![
            wheel("manylinux-x86_64", "manylinux_2_28_x86_64", "cp39-cp39", "3.9", false),
            wheel("manylinux-x86_64", "manylinux_2_28_x86_64", "cp314-cp314t", "3.14t", false),
        ],
        ..project()
    };
    let text = self::text(&linux, &Choices::default(), ".github/workflows/release.yml");
    assert!(text.contains(r#"pythons: "3.9\n3.14t""#), "{text}");
    assert!(!text.contains("macos") && !text.contains("alpine") && !text.contains("windows"));
}

#[test]
fn what_cannot_stand_in_a_workflow_is_refused() {
    let name = Project { name: "a b; id".into(), ..project() };
    let index = Project { index: "https://x/$(id)".into(), ..project() };
    let input = Project { input: "path:/a\" b".into(), ..project() };
    for project in [name, index, input] {
        let error = scaffold(&project, &Choices::default(), &Pins::known()).unwrap_err();
        assert!(error.to_string().contains("cannot stand in a workflow"), "{error}");
    }
}
