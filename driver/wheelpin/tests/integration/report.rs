//! `wheelpin report`, and the report that a release makes.

use std::fs;

use crate::released::{Index, announced, arguments, assert_released, git_of, identified, place};
use crate::sample::{Run, WARNED};
use crate::test::{Ran, Test};

const PAGE: &str = "work/dist/sample-1.0-report.html";

fn built() -> Ran {
    let run = Run::default().linux().windows().sdist().release();
    Test::new(["build", "-q"]).sample(run).found_in_linux(WARNED).run_unread()
}

#[test]
fn a_build_has_a_page_beside_its_files() {
    let ran = built().again(["report"]).stdout("dist/sample-1.0-report.html\n").run();
    let page = ran.read(PAGE);
    assert!(page.contains("<title>sample 1.0: report</title>"), "{page}");
    for text in ["13 steps", "holds debug info", "cp311-abi3-win_amd64", "Critical path"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    // Nothing is released, and so nothing is said of it.
    assert!(!page.contains("id=\"release\""), "{page}");
    let again = ran.again(["report", "--out", "-"]).run_unread();
    assert_eq!(again.stdout, page);
}

#[test]
fn what_failed_is_in_the_page() {
    let run = Run::default().windows().linux_failed(&["error: no"]).sdist().shell("exit 100");
    let ran = Test::new(["build", "-q"]).sample(run).status(3).run_unread();
    let ran = ran.again(["report"]).run_unread();
    let page = ran.read(PAGE);
    for text in ["1 of 3 files missing", "nix log ", "-wheelpin-linked-sample-", "failed"] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[test]
fn a_summary_is_printed_as_markdown() {
    let ran = built().again(["report", "--format", "markdown"]).run_unread();
    assert!(ran.stdout.starts_with("## ✓ sample 1.0: Built\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("**warning** `debug-info` in `sample-1.0-cp311"), "{}", ran.stdout);
    assert!(!ran.path(PAGE).exists());
    let out = ["report", "--format", "markdown", "--out", "summaries/a.md"];
    let again = ran.again(out).run_unread();
    assert_eq!(again.stdout, "summaries/a.md\n");
    assert!(again.read("work/summaries/a.md").starts_with("## ✓ sample"));
}

#[test]
fn sizes_are_compared_with_an_earlier_manifest() {
    for path in ["before", "before/wheelpin.json"] {
        let ran = built();
        fs::create_dir(ran.path("work/before")).unwrap();
        let manifest = ran.read("work/dist/wheelpin.json").replace("\"size\": 3", "\"size\": 2");
        let manifest = manifest.replace("\"version\": \"1.0\"", "\"version\": \"0.9\"");
        fs::write(ran.path("work/before/wheelpin.json"), manifest).unwrap();
        let ran = ran.again(["report", "--previous", path]).run_unread();
        let page = ran.read(PAGE);
        assert!(page.contains("Against <strong>0.9</strong>"), "{page}");
        assert!(page.contains("+1 B, grew by 50.0 %"), "{page}");
    }
}

#[test]
fn a_directory_without_an_earlier_manifest_is_told_and_no_error() {
    let ran = built();
    fs::create_dir(ran.path("work/empty")).unwrap();
    let ran = ran
        .again(["report", "--previous", "empty"])
        .stderr("warning: empty: there is no manifest where --previous says\n")
        .stdout("dist/sample-1.0-report.html\n")
        .run();
    let page = ran.read(PAGE);
    assert!(page.contains("Sizes before are not known: there is no manifest"), "{page}");
}

#[test]
fn an_earlier_manifest_that_was_named_must_be_there() {
    let ran = built().again(["report", "--previous", "gone"]).status(2).run_unread();
    assert!(ran.stderr.contains("failed to read gone"), "{}", ran.stderr);
}

#[test]
fn without_a_manifest_there_is_nothing_to_report() {
    let ran = Test::new(["report"]).status(2).run_unread();
    assert!(ran.stderr.contains("find the manifest wheelpin.json in dist"), "{}", ran.stderr);
    let ran = built().again(["report", "--journal", "gone.jsonl"]).status(2).run_unread();
    assert!(ran.stderr.contains("find a release in the journal gone.jsonl"), "{}", ran.stderr);
}

#[test]
fn a_journal_of_another_release_is_not_taken() {
    let journal = r#"{"at":1,"event":"begin","schema":1,"project":"sample","package":null,"version":"3.0.0","pythonVersion":"3.0.0","tag":"v3.0.0","previous":null,"branch":"main","remote":"origin","base":"aa","index":"pypi","wheelpin":"0.1.0"}"#;
    let ran = built();
    fs::write(ran.path("work/dist/wheelpin-journal.jsonl"), format!("{journal}\n")).unwrap();
    let ran = ran.again(["report"]).run_unread();
    let page = ran.read(PAGE);
    assert!(page.contains("is of sample 3.0.0: nothing here is of it"), "{page}");
    let named = ["report", "--journal", "dist/wheelpin-journal.jsonl"];
    let ran = ran.again(named).status(5).run_unread();
    assert!(ran.stderr.contains("report sample 3.0.0, as dist/"), "{}", ran.stderr);
}

#[test]
fn a_release_is_announced_with_its_report() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let test = announced(test, &index).variable("GITHUB_SERVER_URL", "https://forge.example");
    let summary = test.path("summary.md");
    let ran = test.variable("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()).run_unread();
    assert_released(&ran, &index);
    let page = ran.read(PAGE);
    assert!(page.contains("https://forge.example/acme/sample"), "{page}");
    assert!(page.contains("3 of 3") && page.contains("provenance, publish"), "{page}");
    assert!(page.contains("git checkout v1.0.0    # "), "{page}");
    let summary = ran.read("summary.md");
    assert!(summary.starts_with("## ✓ sample 1.0: Published\n"), "{summary}");
    assert!(summary.contains("3 of 3 published, 3 attested"), "{summary}");
    // Nobody gets another page for the same release.
    let assets = index.server.state()["forge"][0]["assets"].to_string();
    let ran = announced(ran.again(arguments!(index, "--yes", "--version", "1.0.0")), &index);
    let ran = ran.run_unread();
    assert_eq!(index.server.state()["forge"][0]["assets"].to_string(), assets, "{}", ran.stderr);
}

#[test]
fn without_a_forge_the_report_stays_beside_the_files() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = identified(test, &index).run_unread();
    assert!(ran.read(PAGE).contains("Published"), "{}", ran.stderr);
}

#[test]
fn a_rehearsal_leaves_its_report_where_it_is_told_to() {
    let (test, _) = place([
        "release",
        "--rehearse",
        "--report",
        "out/rehearsal.html",
        "--version",
        "1.0.0",
        "--skip-test",
        "no Python is needed here",
    ]);
    let ran = test.git().run_unread();
    let page = ran.read("work/out/rehearsal.html");
    assert!(page.contains("Rehearsed") && page.contains("3 of 3"), "{page}");
    // Nobody can go where it was.
    assert!(!page.contains("127.0.0.1") && !page.contains("localhost"), "{page}");
    assert_eq!(git_of(&ran).git(&["status", "--porcelain"]), "?? out/\n");
}
