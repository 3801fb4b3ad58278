//! `wheelpin release`, against an index that keeps PyPI's rules.

use std::fs;

use serde_json::Value;
use wheelpin_attest::Kind;

use crate::released::{
    CARGO, FILES, Index, PYPROJECT, announced, arguments, assert_no_secrets, assert_released,
    git_of, identified, place, remote,
};

#[test]
fn a_release_goes_from_commits_to_the_index() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--verbose"));
    let ran = identified(test, &index).run_unread();
    assert_released(&ran, &index);
    assert_no_secrets(&ran);
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    let message = git_of(&ran).git(&["tag", "--list", "--format=%(contents)", "v1.0.0"]);
    assert!(message.contains("Files (sha256):\n"), "{message}");
    assert!(FILES.iter().all(|file| message.contains(file)), "{message}");
    let manifest: Value = serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap();
    assert_eq!(manifest["skipped"]["test"], "no Python is needed here");
    // And then there is nothing to release.
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("nothing to release\n"), "{}", ran.stdout);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("sample 1.0.0 is released\n"), "{}", ran.stdout);
}

#[test]
fn the_forge_gets_a_release_with_notes_and_files() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = announced(test, &index).run_unread();
    assert_released(&ran, &index);
    let state = index.server.state();
    let release = &state["forge"][0];
    assert_eq!(release["tag"], "v1.0.0");
    assert_eq!(release["draft"], false);
    assert_eq!(release["latest"], true);
    let notes = release["body"].as_str().unwrap();
    assert!(notes.starts_with("### Added\n\n- b"), "{notes}");
    // Nobody ran them, and the notes say so.
    assert!(notes.contains("### Not run before publishing"), "{notes}");
    assert!(notes.contains(FILES[1]), "{notes}");
    let assets = release["assets"].as_array().unwrap();
    let mut names: Vec<&str> = assets.iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let mut expected =
        ["SHA256SUMS", "sample-1.0-report.html", "wheelpin.json"].map(Into::into).to_vec();
    for file in FILES {
        let attested = Kind::ALL.map(|kind| format!("{file}{}", kind.suffix()));
        expected.extend([file.to_owned()].into_iter().chain(attested));
    }
    expected.sort();
    assert_eq!(names, expected);
    let sums = ran.read("work/dist/SHA256SUMS");
    assert_eq!(sums.lines().count(), 10, "{sums}");
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("ghs_0123456789"));
}

#[test]
fn a_report_that_cannot_be_written_stops_no_release() {
    let index = Index::new();
    let page = "pyproject.toml/page.html";
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--report", page));
    let root = test.path("work").display().to_string();
    let outputs = test.path("outputs").display().to_string();
    let test = test.variable("GITHUB_STEP_SUMMARY", &root).variable("GITHUB_OUTPUT", &outputs);
    let ran = identified(test, &index).status(3).run_unread();
    assert_released(&ran, &index);
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    assert!(ran.read("outputs").contains("version=1.0.0\n"), "{}", ran.read("outputs"));
    assert!(ran.stderr.contains("warning: there is no report of this release"), "{}", ran.stderr);
    assert!(ran.stderr.contains("page.html"), "{}", ran.stderr);
}

#[test]
fn without_an_identity_nothing_is_begun() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("nobody here can say who publishes"), "{}", ran.stderr);
    assert!(ran.stderr.contains("wheelpin release --rehearse"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert!(!ran.path("work/dist").exists());
}

#[test]
fn without_a_yes_nothing_is_begun() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = identified(test, &index).status(2).run_unread();
    assert!(ran.stderr.contains("failed to release without a yes"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("no release was begun in dist"), "{}", ran.stdout);
}

#[test]
fn without_an_index_nobody_guesses_one() {
    let (test, _) = place(["release", "--yes"]);
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("no index is named"), "{}", ran.stderr);
}

#[test]
fn a_tag_that_a_person_made_is_released() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--until", "test"));
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\nmode = \"tag\"\n");
    fs::write(test.path("work/pyproject.toml"), settings).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: settings");
    // Without a tag there is nothing to go by.
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("find a tag on the commit"), "{}", ran.stderr);
    fs::write(ran.path("work/Cargo.toml"), CARGO.replace("0.9.0", "1.0.0")).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: 1.0.0");
    git.git(&["tag", "--annotate", "--message", "by hand", "v1.0.0"]);
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = ran.again(arguments!(index, "--yes", "--until", "test")).git().run_unread();
    assert!(ran.stdout.contains("done up to test"), "{}", ran.stdout);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert_ne!(remote(&ran, "refs/tags/v1.0.0"), "");
    let message = git.git(&["tag", "--list", "--format=%(contents)", "v1.0.0"]);
    assert_eq!(message.trim(), "by hand");
}

#[test]
fn what_a_pull_request_merged_is_released() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes"));
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\nmode = \"pull-request\"\n");
    fs::write(test.path("work/pyproject.toml"), settings).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: settings");
    // Until then there is a pull request, which is kept up to date.
    let ran = identified(test, &index).status(2).run_unread();
    assert!(ran.stderr.contains("a token is needed in GITHUB_TOKEN"), "{}", ran.stderr);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("the release's pull request was made"), "{}", ran.stdout);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("was up to date already"), "{}", ran.stdout);
    git.commit("feat: d");
    git.git(&["push", "--quiet", "origin", "main"]);
    let before = git.git(&["for-each-ref", "refs/heads"]);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("was brought up to date"), "{}", ran.stdout);
    assert_eq!(git.git(&["for-each-ref", "refs/tags", "refs/wheelpin"]).lines().count(), 1);
    assert_eq!(before, git.git(&["for-each-ref", "refs/heads"]));
    let pulls = index.server.state()["pull-requests"].as_array().unwrap().clone();
    assert_eq!(pulls.len(), 1);
    assert_eq!(pulls[0]["title"], "chore(release): v0.10.0");
    let body = pulls[0]["body"].as_str().unwrap();
    assert!(body.contains("- b") && body.contains("- d"), "{body}");
    assert!(remote(&ran, "refs/heads/wheelpin/release").contains("refs/heads/wheelpin/release"));
    fs::write(ran.path("work/Cargo.toml"), CARGO.replace("0.9.0", "1.0.0")).unwrap();
    let changelog = "# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-31\n\n- b\n";
    fs::write(ran.path("work/CHANGELOG.md"), changelog).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore(release): v1.0.0 (#7)");
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    let commit = git.git(&["rev-parse", "HEAD"]);
    assert!(remote(&ran, "refs/tags/v1.0.0^{}").starts_with(commit.trim()), "{}", ran.stderr);
    assert!(ran.stdout.contains("nothing to release"), "{}", ran.stdout);
}

#[test]
fn a_rehearsal_leaves_everything_as_it_was() {
    let (test, git) = place([
        "release",
        "--rehearse",
        "--version",
        "1.0.0",
        "--skip-test",
        "no Python is needed here",
    ]);
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().run_unread();
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("3 files on the rehearsal index, attested"), "{}", ran.stderr);
    // Nobody can go where it was.
    assert!(!ran.stdout.contains("://"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("rehearsed: nothing left this machine\n"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert_eq!(git_of(&ran).git(&["status", "--porcelain"]), "");
    assert!(!ran.path("work/dist").exists());
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
}

#[test]
fn a_dry_run_leaves_everything_as_it_was() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--dry-run", "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().run_unread();
    assert!(ran.stdout.contains("nothing was changed or published"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert!(!ran.path("work/dist").exists());
    assert_eq!(index.files(), [""; 0]);
}

#[test]
fn an_index_that_cannot_be_reached_is_told_before_anything_is_begun() {
    let (test, git) = place([
        "release",
        "--yes",
        "--version",
        "1.0.0",
        "--index",
        "http://127.0.0.1:9/legacy/",
        "--simple",
        "http://127.0.0.1:9/simple/",
        "--anonymous",
    ]);
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().status(4).run_unread();
    assert!(ran.stderr.contains("get an answer from http://127.0.0.1:9/"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("no release was begun in dist"), "{}", ran.stdout);
}

#[test]
fn an_older_version_is_not_the_latest() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let side = git.git(&["commit-tree", "HEAD^{tree}", "-m", "feat: elsewhere"]);
    git.git(&["tag", "v2.0.0", side.trim()]);
    let ran = announced(test, &index).run_unread();
    let release = &index.server.state()["forge"][0];
    assert_eq!(release["latest"], false, "{release} {}", ran.stderr);
}

#[test]
fn one_of_several_packages_is_released() {
    let index = Index::new();
    let (test, git) =
        place(arguments!(index, "--yes", "--package", "sample", "--version", "1.0.0"));
    let settings = "[tool.wheelpin.release.packages.sample]\npath = '.'\n\
         [tool.wheelpin.release.packages.other]\npath = 'other'\n";
    fs::write(test.path("work/pyproject.toml"), format!("{PYPROJECT}{settings}")).unwrap();
    let test = test.content("other/pyproject.toml", "[project]\nname = 'other'\nversion = '3.0'\n");
    git.git(&["add", "--all"]);
    git.commit("chore: packages");
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = identified(test, &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert_ne!(remote(&ran, "refs/tags/sample-v1.0.0"), "", "{}", ran.stderr);
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
}
