use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::nix::Nix;
use crate::sample::Run;
use crate::test::{Ran, Test};

pub(crate) const TABLE: &str = "    SIZE  BUILT   FILE
     3 B  in N s  dist/sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl
     3 B  in N s  dist/sample-1.0-cp311-abi3-win_amd64.whl
     3 B  in N s  dist/sample-1.0.tar.gz
";

/// What rustc says of a program that is wrong.
pub(crate) const RUSTC: [&str; 7] = [
    "   Compiling sample v1.0.0 (/build/source)",
    "error[E0308]: mismatched types",
    " --> src/lib.rs:3:5",
    "  |",
    "3 |     1",
    "  |     ^ expected `&str`, found integer",
    "",
];

pub(crate) fn all() -> Run {
    Run::default().linux().windows().sdist().release()
}

pub(crate) fn linux_fails() -> Run {
    Run::default().windows().linux_failed(&RUSTC).sdist().shell("exit 100")
}

pub(crate) fn manifest(ran: &Ran) -> Value {
    serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap()
}

#[test]
fn wheels_are_copied_with_a_manifest() {
    let ran = Test::new(["build"])
        .sample(all())
        .stdout(TABLE)
        .stderr(
            "sample 1.0: 3 files, 13 build steps to run\n\
             [ 1/13] compile      manylinux-x86_64 cp311-abi3 (N s)\n\
             [ 2/13] pack         cp311-abi3-manylinux_2_28_x86_64 (N s)\n\
             [ 4/13] check        cp311-abi3-manylinux_2_28_x86_64 (N s)\n\
             [ 5/13] compile      windows-x86_64 cp311-abi3 (N s)\n\
             [ 6/13] pack         cp311-abi3-win_amd64 (N s)\n\
             [ 8/13] check        cp311-abi3-win_amd64 (N s)\n\
             [ 9/13] pack         source distribution (N s)\n\
             [11/13] check        source distribution (N s)\n\
             [13/13] check        all files together (N s)\n",
        )
        .run();
    assert_eq!(
        ran.names("work/dist"),
        [
            "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl",
            "sample-1.0-cp311-abi3-win_amd64.whl",
            "sample-1.0.tar.gz",
            "wheelpin.json",
        ],
    );
    for name in ran.names("work/dist") {
        let mode = fs::metadata(ran.path("work/dist").join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o644, "{name}");
    }
    assert_eq!(ran.read("work/dist/sample-1.0.tar.gz"), "abc");
    let mut manifest = manifest(&ran);
    for file in manifest["files"].as_array_mut().unwrap() {
        file["seconds"] = 0.into();
    }
    // They have a test of their own.
    assert_eq!(manifest.as_object_mut().unwrap().remove("steps").unwrap()[12]["cells"], json!([]));
    insta::assert_snapshot!("manifest", serde_json::to_string_pretty(&manifest).unwrap());
}

#[test]
fn what_is_built_is_not_built_again() {
    Test::new(["build"])
        .sample(all())
        .run_unread()
        .again(["build"])
        .answer("dry-run", Nix { stdout: "", stderr: "", status: 0 })
        .realises(Run::default().error("Nix was run").shell("exit 1"))
        .stdout(TABLE.replace("in N s", "before"))
        .stderr("sample 1.0: 3 files, 3 built already\n")
        .run();
}

#[test]
fn a_failure_is_shown_and_the_rest_is_built() {
    let ran = Test::new(["build"])
        .sample(linux_fails())
        .status(3)
        .stdout(
            "    SIZE  BUILT   FILE\n     \
             3 B  in N s  dist/sample-1.0-cp311-abi3-win_amd64.whl\n     \
             3 B  in N s  dist/sample-1.0.tar.gz\n",
        )
        .run_unread();
    insta::assert_snapshot!("one-failure", ran.stderr);
    assert_eq!(
        ran.names("work/dist"),
        ["sample-1.0-cp311-abi3-win_amd64.whl", "sample-1.0.tar.gz", "wheelpin.json"],
    );
    let failed = &manifest(&ran)["failed"];
    assert_eq!(failed[0]["cell"], "cp311-abi3-manylinux_2_28_x86_64");
    assert!(failed[0]["derivation"].as_str().unwrap().contains("-wheelpin-linked-"), "{failed}");
}

#[test]
fn two_failures_are_both_shown() {
    let run = Run::default()
        .windows_failed(&["error: linking with `zig` failed: exit status: 1"])
        .linux_failed(&RUSTC)
        .sdist()
        .shell("exit 100");
    let ran = Test::new(["build"]).sample(run).status(3).run_unread();
    insta::assert_snapshot!("two-failures", ran.stderr);
    assert_eq!(ran.names("work/dist"), ["sample-1.0.tar.gz", "wheelpin.json"]);
    assert_eq!(manifest(&ran)["failed"].as_array().unwrap().len(), 2);
}

#[test]
fn what_fails_in_the_same_way_is_told_once() {
    let run = Run::default().windows_failed(&RUSTC).linux_failed(&RUSTC).sdist().shell("exit 100");
    let ran = Test::new(["build"]).sample(run).status(3).run_unread();
    assert_eq!(ran.stderr.matches("error[E0308]").count(), 1, "{}", ran.stderr);
}

#[test]
fn a_failure_stays_one_when_nobody_reads_stdout() {
    for arguments in [["build", "--quiet"], ["build", "--json"]] {
        let (mut child, _directory) = Test::new(arguments).sample(linux_fails()).start();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(3), "{arguments:?}");
    }
}

#[test]
fn retry_failed_builds_only_what_is_missing() {
    let ran = Test::new(["build"])
        .sample(linux_fails())
        .status(3)
        .run_unread()
        .again(["build", "--retry-failed"])
        .realises(Run::default().linux())
        .run_unread();
    assert!(ran.stderr.starts_with("sample 1.0: 1 file, "), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("in N s").count(), 1, "{}", ran.stdout);
    let manifest = manifest(&ran);
    assert_eq!(manifest["files"].as_array().unwrap().len(), 3);
    assert_eq!(manifest["failed"].as_array().unwrap().len(), 0);
    let ran =
        ran.again(["build", "--retry-failed"]).stdout("nothing failed in the last build\n").run();
    let ran = ran.again(["build", "--retry-failed", "--json"]).run_unread();
    let names: Vec<Value> = events(&ran).iter().map(|event| event["event"].clone()).collect();
    assert_eq!(names, ["begin", "end"]);
}

#[test]
fn what_failed_and_is_not_selected_is_not_retried() {
    Test::new(["build"])
        .sample(linux_fails())
        .status(3)
        .run_unread()
        .again(["build", "--retry-failed", "--only", "windows-*"])
        .stdout("nothing selected failed in the last build\n")
        .run();
}

#[test]
fn what_another_run_made_meanwhile_stays_in_the_manifest() {
    let path = std::env::var("PATH").unwrap();
    let ran = Test::new(["build"]).sample(linux_fails()).status(3).run_unread();
    fs::rename(ran.path("work/dist/wheelpin.json"), ran.path("made")).unwrap();
    let other = format!("PATH='{path}'\nmv ROOT/made ROOT/work/dist/wheelpin.json");
    let ran = ran
        .again(["build", "--only", "manylinux-*"])
        .realises(Run::default().linux().shell(&other))
        .run_unread();
    assert_eq!(manifest(&ran)["files"].as_array().unwrap().len(), 3);
}

#[test]
fn there_is_nothing_to_retry_before_the_first_build() {
    Test::new(["build", "--retry-failed"])
        .sample(all())
        .status(2)
        .stderr(
            "error: failed to find what failed: there is no wheelpin.json in dist\n\
             help: build once without --retry-failed, or name the directory with --out\n",
        )
        .run();
}

#[test]
fn only_what_is_selected_is_built() {
    for arguments in [["--only", "windows-*"], ["--except", "manylinux*"]] {
        let [option, glob] = arguments;
        let ran = Test::new(["build", option, glob])
            .sample(Run::default().windows())
            .stdout(
                "    SIZE  BUILT   FILE\n     \
                 3 B  in N s  dist/sample-1.0-cp311-abi3-win_amd64.whl\n",
            )
            .run_unread();
        assert!(ran.stderr.starts_with("sample 1.0: 1 file, "), "{}", ran.stderr);
    }
}

#[test]
fn what_was_not_asked_for_is_not_counted() {
    let ran = Test::new(["build"])
        .sample(linux_fails())
        .status(3)
        .run_unread()
        .again(["build", "--only", "manylinux*"])
        .status(3)
        .run_unread();
    assert!(ran.stderr.contains("error: failed to build 1 of 1 file\n"), "{}", ran.stderr);
    assert_eq!(ran.names("work/dist").len(), 3);
}

#[test]
fn a_glob_that_matches_nothing_is_a_usage_error() {
    Test::new(["build", "--only", "linux"])
        .sample(all())
        .status(2)
        .stderr(
            "error: failed to find a cell that matches \"linux\"\n\
             help: a glob is about a cell's id, target, abi or Python; this plan has: cp311-abi3, \
             manylinux-x86_64, windows-x86_64\n",
        )
        .run();
}

/// Every line of stdout as JSON.
fn events(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_is_one_event_per_line() {
    let ran = Test::new(["build", "--json"]).sample(all()).run_unread();
    assert_eq!(ran.stderr, "");
    let events = events(&ran);
    assert_eq!(events[0], serde_json::json!({ "event": "begin", "schema": 1 }));
    assert_eq!(events[1]["event"], "planned");
    assert_eq!(events.last().unwrap()["event"], "end");
    assert_eq!(events.last().unwrap()["manifest"]["files"].as_array().unwrap().len(), 3);
    assert!(events.iter().all(|event| event["event"].is_string()));
}

#[test]
fn json_ends_with_what_failed() {
    let ran = Test::new(["build", "--json"]).sample(linux_fails()).status(3).run_unread();
    let events = events(&ran);
    let end = events.last().unwrap();
    assert_eq!(end["failures"][0]["cells"][0], "cp311-abi3-manylinux_2_28_x86_64");
    assert_eq!(end["failures"][0]["lines"][0], "error[E0308]: mismatched types");
}

#[test]
fn json_ends_with_the_error_of_a_nix_that_failed() {
    let run = Run::default().error("it is broken").shell("exit 1");
    let ran = Test::new(["build", "--json"]).sample(run).status(3).run_unread();
    let last = events(&ran).pop().unwrap();
    assert_eq!(last["event"], "error");
    assert_eq!(last["error"], "build: it is broken");
}

#[test]
fn quiet_says_only_what_came_of_it() {
    Test::new(["build", "--quiet"]).sample(all()).stdout(TABLE).run();
}

#[test]
fn verbose_shows_what_builders_say() {
    let ran = Test::new(["build", "--verbose"]).sample(linux_fails()).status(3).run_unread();
    let line = "manylinux-x86_64 cp311-abi3> error[E0308]: mismatched types\n";
    assert!(ran.stderr.contains(line), "{}", ran.stderr);
}

#[test]
fn files_of_an_earlier_run_are_warned_of() {
    let ran = Test::new(["build", "--quiet"])
        .sample(all())
        .file("dist/sample-0.9.tar.gz")
        .file("dist/notes.txt")
        .stdout(TABLE)
        .stderr(
            "warning: 1 file in dist is not of this plan, and not in the manifest:\n  \
             sample-0.9.tar.gz\n",
        )
        .run();
    assert_eq!(ran.names("work/dist").len(), 6);
}

#[test]
fn a_killed_nix_is_told() {
    let ran = Test::new(["build"])
        .sample(Run::default().windows().shell("kill -9 $$"))
        .status(3)
        .run_unread();
    let error = "error: failed to build: Nix ended by signal: 9 (SIGKILL)\n\
        help: what was built is kept; type the same again. If it was for want of memory: --jobs 1\n";
    assert!(ran.stderr.ends_with(error), "{}", ran.stderr);
}

#[test]
fn a_full_disk_is_told() {
    let run = Run::default().error("writing to file: No space left on device").shell("exit 1");
    let ran = Test::new(["build", "-q"]).sample(run).status(3).run_unread();
    assert_eq!(
        ran.stderr,
        "error: failed to build: the disk is full: writing to file: No space left on device\n\
         help: make room (df -h; nix-collect-garbage takes what nothing needs), then type the \
         same again: what was built is kept\n",
    );
}

#[test]
fn a_vanished_store_path_is_told() {
    let ran = Test::new(["build", "-q"]).sample(all());
    let store = "store/iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii-wheelpin-checked-cp311-abi3-win_amd64";
    let ran = ran.without(store).status(3).run_unread();
    let error = "error: failed to read ROOT/store/iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii-wheelpin-\
        checked-cp311-abi3-win_amd64/sample-1.0-cp311-abi3-win_amd64.whl: it was built, and is gone\n";
    assert!(ran.stderr.starts_with(error), "{}", ran.stderr);
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let file =
        Test::new(["build", "--out", "file"]).sample(all()).file("file").status(3).run_unread();
    assert!(file.stderr.starts_with("error: failed to write file\n"), "{}", file.stderr);
    assert!(file.stderr.ends_with("help: name another place with --out\n"), "{}", file.stderr);
    // Not even root can.
    let proc = Test::new(["build", "--out", "/dev/null/dist"]).sample(all()).status(3).run_unread();
    assert!(proc.stderr.starts_with("error: failed to write /dev/null/dist\n"), "{}", proc.stderr);
}

#[test]
fn a_hostile_file_name_writes_nothing() {
    for name in ["../evil.whl", "/tmp/evil.whl", "a/b.whl", ".hidden", "wheelpin.json"] {
        let ran = Test::new(["build"]).sample_with(all(), Some(name)).status(2).run_unread();
        let error = format!("error: failed to take {name:?} for a file name\n");
        assert!(ran.stderr.starts_with(&error), "{}", ran.stderr);
        assert_eq!(ran.names("work/dist"), [""; 0]);
    }
}

#[test]
fn jobs_and_builders_are_asked_of_nix() {
    let ran = Test::new(["build", "-q", "--jobs", "3", "--builders", "ssh://other"])
        .sample(all())
        .stdout(TABLE)
        .run();
    for question in ["dry-run", "realise"] {
        let asked = ran.asked(question);
        for (name, value) in [("max-jobs", "3"), ("builders", "ssh://other")] {
            let option = ["--option", name, value];
            assert!(asked.windows(3).any(|words| words == option), "{question}: {asked:?}");
        }
    }
}
