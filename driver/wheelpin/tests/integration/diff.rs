use wheelpin_testing::{GitRepository, WheelBuilder};

use crate::test::Test;

const OLD: &str = "old/sample-1.1.0-py3-none-any.whl";
const NEW: &str = "new/sample-1.2.0-py3-none-any.whl";

fn wheel(version: &str, source: &str) -> Vec<u8> {
    let mut wheel = WheelBuilder::new("py3-none-any")
        .replaced("Version: 1.0\n", &format!("Version: {version}\n"))
        .with("sample/a.py", source);
    wheel.version = version.into();
    for (path, _) in &mut wheel.members {
        *path = path.replace("sample-1.0.dist-info", &format!("sample-{version}.dist-info"));
    }
    wheel.bytes()
}

/// Two wheels of which the second has lost a parameter and gained a function.
fn two<const N: usize>(arguments: [&str; N]) -> Test {
    Test::new(arguments)
        .bytes(OLD, &wheel("1.1.0", "def f(a, b=1): ...\n"))
        .bytes(NEW, &wheel("1.2.0", "def f(a): ...\n\n\ndef g(): ...\n"))
}

const CHANGES: &str = "\
sample 1.1.0 to 1.2.0: the changes ask for a major step; 1.2.0 should be at least 2.0.0

major
  sample.a.f: the parameter b is gone [parameter-removed]
    - sample.a.f(a, b=1)
    + sample.a.f(a)

minor
  sample.a.g: the function is new [name-added]
";

#[test]
fn what_changed_is_told_with_the_step_it_asks_for() {
    let ran = two(["diff", OLD, NEW]).run_unread();
    assert!(ran.stdout.starts_with(CHANGES), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n  files\n    ~ sample/a.py (19 B to 29 B"), "{}", ran.stdout);
}

#[test]
fn directories_are_paired_and_quiet_leaves_out_files() {
    two(["diff", "--quiet", "old", "new"]).stdout(CHANGES).run();
}

#[test]
fn a_larger_step_than_allowed_fails() {
    for (most, status) in [("none", 1), ("patch", 1), ("minor", 1)] {
        two(["diff", "--quiet", OLD, NEW, "--at-most", most]).status(status).stdout(CHANGES).run();
    }
    Test::new(["diff", OLD, OLD, "--at-most", "none"])
        .bytes(OLD, &wheel("1.1.0", "def f(): ...\n"))
        .stdout("sample 1.1.0: nothing changed\n")
        .run();
}

#[test]
fn below_one_a_major_change_is_a_minor_step() {
    let (old, new) = ("old/sample-0.1.0-py3-none-any.whl", "new/sample-0.2.0-py3-none-any.whl");
    let ran = Test::new(["diff", old, new, "--at-most", "minor"])
        .bytes(old, &wheel("0.1.0", "def f(): ...\n"))
        .bytes(new, &wheel("0.2.0", ""))
        .run_unread();
    let heading = "sample 0.1.0 to 0.2.0: the changes ask for a major step, which is a minor one below 1.0.0\n";
    assert!(ran.stdout.starts_with(heading), "{}", ran.stdout);
}

#[test]
fn json_and_markdown_say_the_same() {
    let ran = two(["diff", OLD, NEW, "--json"]).run_unread();
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["step"], "major");
    assert_eq!(json["versionStep"], "major");
    assert_eq!(json["nextVersion"], "2.0.0");
    assert_eq!(json["isFarEnough"], false);
    assert_eq!(json["changes"][0]["rule"], "parameter-removed");
    assert_eq!(json["changes"][0]["isUncertain"], false);
    assert_eq!(json["wheels"][0]["files"][0]["kind"], "changed");
    let ran = two(["diff", OLD, NEW, "--format", "markdown"]).run_unread();
    let line = "- `sample.a.f`: the parameter b is gone (parameter-removed)\n";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
}

#[test]
fn broken_and_other_files_are_refused_with_what_to_do() {
    let cut = &wheel("1.2.0", "")[..300];
    let ran = Test::new(["diff", OLD, NEW])
        .bytes(OLD, &wheel("1.1.0", ""))
        .bytes(NEW, cut)
        .status(2)
        .run_unread();
    assert!(ran.stderr.contains(&format!("failed to open {NEW}")), "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("wheelpin check {NEW}")), "{}", ran.stderr);
    for (other, why) in [
        ("none", "failed to read none"),
        ("empty", "failed to find a wheel in empty"),
        ("a.txt", "failed to compare a.txt: it is no wheel by its name"),
        ("a.whl", "failed to compare a.whl: it is no wheel by its name"),
    ] {
        let ran = Test::new(["diff", OLD, other])
            .bytes(OLD, &wheel("1.1.0", ""))
            .content("empty/a.txt", "")
            .content("a.txt", "")
            .content("a.whl", "")
            .status(2)
            .run_unread();
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        let next = "wheelpin diff BEFORE.whl AFTER.whl";
        assert!(ran.stderr.contains(next), "{}", ran.stderr);
        assert!(!ran.stderr.contains("wheelpin check"), "{}", ran.stderr);
    }
}

#[test]
fn a_release_is_no_step_after_its_candidate() {
    let (old, new) = ("old/sample-2.0.0rc1-py3-none-any.whl", "new/sample-2.0.0-py3-none-any.whl");
    Test::new(["diff", "--quiet", old, new])
        .bytes(old, &wheel("2.0.0rc1", "def f(): ...\n"))
        .bytes(new, &wheel("2.0.0", ""))
        .stdout(
            "sample 2.0.0rc1 to 2.0.0: the changes ask for a major step\n\nmajor\n  \
             sample.a.f: the function is gone [name-removed]\n",
        )
        .run();
}

/// A repository with a release 1.1.0 and a fix after it, and a comparison that asks for more.
fn bumped<const N: usize>(arguments: [&str; N]) -> Test {
    let json = two(["diff", OLD, NEW, "--json"]).run_unread().stdout;
    let test = Test::new(arguments)
        .git()
        .content("pyproject.toml", "[project]\nname = 'sample'\nversion = '1.1.0'\n")
        .content("diff.json", &json);
    let git = GitRepository::new(test.path("work"));
    git.git(&["add", "pyproject.toml"]);
    git.commit("feat: a").tag("v1.1.0");
    git.commit("fix: b");
    test
}

const WARNING: &str = "\
warning: the wheels changed by a major step, to 2.0.0; the commits make it 1.1.1
  sample.a.f: the parameter b is gone [parameter-removed]
";

#[test]
fn advice_warns_and_changes_no_version() {
    let ran = bumped(["bump", "--dry-run", "--advice", "diff.json"]).run_unread();
    assert!(ran.stdout.starts_with("1.1.1 after 1.1.0\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains(WARNING), "{}", ran.stdout);
    let ran = bumped(["bump", "--print", "--advice", "diff.json"]).run_unread();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("1.1.1\n", WARNING));
    let ran = bumped(["bump", "--dry-run", "--json", "--advice", "diff.json"]).run_unread();
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["version"], "1.1.1");
    assert_eq!(json["advice"]["version"], "2.0.0");
    assert_eq!(json["advice"]["isFarEnough"], false);
    let ran = bumped(["bump", "--dry-run", "--to", "2.0.0", "--advice", "diff.json"]).run_unread();
    assert!(!ran.stdout.contains("warning"), "{}", ran.stdout);
}

#[test]
fn advice_of_another_project_or_form_is_refused() {
    for (content, why) in [
        ("{}", "missing field"),
        (
            r#"{"schema": 2, "project": "sample", "before": {"version": "1"}, "step": "none", "changes": []}"#,
            "schema 2",
        ),
        (
            r#"{"schema": 1, "project": "other", "before": {"version": "1"}, "step": "none", "changes": []}"#,
            "project other",
        ),
    ] {
        let ran = bumped(["bump", "--dry-run", "--advice", "other.json"])
            .content("other.json", content)
            .status(2)
            .run_unread();
        assert!(ran.stderr.contains("failed to read the advice other.json"), "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
    }
}
