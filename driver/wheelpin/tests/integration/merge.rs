//! `wheelpin test --merge`: results of several machines, brought together.

use serde_json::{Value, json};

use crate::test::{Ran, Test};

const LINUX: &str = "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl";
const MACOS: &str = "sample-1.0-cp311-abi3-macosx_11_0_arm64.whl";

fn built(file: &str, tests: &Value) -> Value {
    json!({
        "file": file, "sha256": format!("{:064x}", file.len()), "size": 1, "cell": "a",
        "storePath": "/nix/store/a", "derivation": "/nix/store/a.drv", "seconds": 1,
        "outcome": "built", "tests": tests,
    })
}

/// A manifest of two wheels and an sdist, with these results.
fn manifest(linux: &Value, macos: &Value) -> Value {
    json!({
        "schema": 1, "name": "sample", "version": "1.0", "buildHost": "x86_64-linux",
        "toolchain": "registry", "tools": {}, "failed": [],
        "files": [
            built(LINUX, linux), built(MACOS, macos), built("sample-1.0.tar.gz", &json!([])),
        ],
    })
}

fn result(platform: &str, outcome: &str) -> Value {
    json!({ "python": "cp311", "platform": platform, "outcome": outcome, "release": "3.11.7" })
}

fn on_linux(outcome: &str) -> Value {
    result("linux-x86_64-glibc", outcome)
}

fn on_macos(outcome: &str) -> Value {
    result("macos-arm64", outcome)
}

/// `dist/` as it was built, and what two machines made of its manifest.
fn machines(arguments: &[&str], linux: &Value, macos: &Value) -> Test {
    let none = json!([]);
    Test::new(["test"])
        .arguments(arguments)
        .content("dist/wheelpin.json", &manifest(&none, &none).to_string())
        .content("back/linux/wheelpin.json", &linux.to_string())
        .content("back/deep/macos/wheelpin.json", &macos.to_string())
        .content("back/notes.txt", "not a manifest")
}

fn good_linux() -> Value {
    manifest(&json!([on_linux("passed")]), &json!([on_macos("not-run")]))
}

fn good_macos() -> Value {
    manifest(&json!([on_linux("not-run")]), &json!([on_macos("passed")]))
}

fn outcomes(ran: &Ran) -> Vec<String> {
    let manifest: Value = serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let results = files.iter().flat_map(|file| file["tests"].as_array().into_iter().flatten());
    results.map(|it| format!("{} {}", it["platform"], it["outcome"]).replace('"', "")).collect()
}

#[test]
fn results_of_all_machines_come_together() {
    for paths in [&["back"][..], &["back/deep/macos/wheelpin.json", "back/linux/wheelpin.json"]] {
        for require in ["runnable", "each", "all"] {
            let arguments = [&["--require", require, "--merge"], paths].concat();
            let ran = machines(&arguments, &good_linux(), &good_macos()).run_unread();
            assert_eq!(outcomes(&ran), ["linux-x86_64-glibc passed", "macos-arm64 passed"]);
            assert!(
                ran.stdout.ends_with("\n2 wheels: 2 tests passed, 0 failed, 0 not run\n"),
                "{}",
                ran.stdout
            );
            assert_eq!(ran.stderr, "");
        }
    }
}

#[test]
fn a_failure_on_any_machine_fails_the_whole() {
    let bad = manifest(&json!([on_linux("not-run")]), &json!([on_macos("failed")]));
    for (linux, macos) in [(good_linux(), bad.clone()), (bad, good_linux())] {
        let ran = machines(&["--merge", "back"], &linux, &macos).status(1).run_unread();
        assert_eq!(outcomes(&ran), ["linux-x86_64-glibc passed", "macos-arm64 failed"]);
        assert!(ran.stderr.starts_with("error: failed to pass 1 of 2 tests\n"), "{}", ran.stderr);
        assert!(ran.stdout.contains("FAILED"), "{}", ran.stdout);
    }
}

#[test]
fn a_wheel_that_no_machine_has_run_is_named() {
    for (require, status) in [("none", 0), ("runnable", 0), ("each", 1), ("all", 1)] {
        let ran =
            machines(&["--merge", "back", "--require", require], &good_linux(), &good_linux())
                .status(status)
                .run_unread();
        assert!(ran.stdout.ends_with(&format!("run nowhere: {MACOS}\n")), "{}", ran.stdout);
    }
    // Not even as one that could not be run.
    let untold = manifest(&json!([on_linux("passed")]), &json!([]));
    for require in ["each", "all"] {
        let ran = machines(&["--merge", "back", "--require", require], &untold, &untold)
            .status(1)
            .run_unread();
        assert!(ran.stdout.ends_with(&format!("run nowhere: {MACOS}\n")), "{}", ran.stdout);
    }
}

#[test]
fn a_wheel_for_a_machine_that_took_part_has_to_be_run() {
    let idle = manifest(&json!([on_linux("not-run")]), &json!([on_macos("passed")]));
    let mut other = idle.clone();
    let more = built("sample-1.0-py3-none-any.whl", &json!([on_linux("passed")]));
    other["files"].as_array_mut().unwrap().push(more);
    let none = json!([]);
    let mut own = manifest(&none, &none);
    own["files"].as_array_mut().unwrap().push(built("sample-1.0-py3-none-any.whl", &none));
    let ran = machines(&["--merge", "back"], &other, &idle)
        .content("dist/wheelpin.json", &own.to_string())
        .status(1)
        .run_unread();
    assert!(ran.stderr.contains(LINUX), "{}", ran.stderr);
}

#[test]
fn what_is_no_copy_is_refused_and_nothing_is_added() {
    let mut other_bytes = good_macos();
    other_bytes["files"][1]["sha256"] = "ab".into();
    let mut unknown = good_macos();
    unknown["files"][1]["file"] = "sample-1.0-cp311-abi3-win_amd64.whl".into();
    let mut other = good_macos();
    other["name"] = "else".into();
    for (macos, names) in [
        (
            other_bytes,
            "dist/wheelpin.json has \"sample-1.0-cp311-abi3-macosx_11_0_arm64.whl\" with another SHA-256",
        ),
        (unknown, "dist/wheelpin.json does not have \"sample-1.0-cp311-abi3-win_amd64.whl\""),
        (other, "it is of else 1.0, and dist/wheelpin.json of sample 1.0"),
    ] {
        let ran = machines(&["--merge", "back"], &good_linux(), &macos).status(5).run_unread();
        let error =
            format!("error: failed to add the results of back/deep/macos/wheelpin.json: {names}\n");
        assert!(ran.stderr.starts_with(&error), "{}", ran.stderr);
        assert_eq!(outcomes(&ran), Vec::<String>::new());
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn what_is_no_manifest_is_refused() {
    let huge = "1".repeat((96 << 20) + 1);
    let deep = "[".repeat(1 << 20);
    for (text, because) in [
        ("", "EOF while parsing"),
        ("\u{0}\u{1}", "expected value"),
        ("{\"schema\": 2, \"files\": 7}", "it has schema 2, this wheelpin knows 1"),
        ("{\"schema\": 1}", "missing field `name`"),
        ("{\"schema\": -1}", "invalid value"),
        (&huge, "it is larger than 96 MiB"),
        (&deep, "invalid type: sequence"),
        (&format!("{{\"schema\": 1, \"tools\": {deep}"), "EOF while parsing a list"),
    ] {
        let ran = machines(&["--merge", "back"], &good_linux(), &good_macos())
            .content("back/deep/macos/wheelpin.json", text)
            .status(2)
            .run_unread();
        let error = "error: failed to read back/deep/macos/wheelpin.json\n  because: ";
        assert!(ran.stderr.starts_with(error), "{}", ran.stderr);
        assert!(ran.stderr.contains(because), "{because}: {}", ran.stderr);
        assert_eq!(outcomes(&ran), Vec::<String>::new());
    }
}

#[test]
fn what_is_not_there_is_told() {
    let ran =
        machines(&["--merge", "absent.json"], &good_linux(), &good_macos()).status(2).run_unread();
    assert!(ran.stderr.starts_with("error: failed to find the manifest absent.json\n"));
    let ran = machines(&["--merge", "empty"], &good_linux(), &good_macos())
        .content("empty/a/notes.txt", "")
        .status(2)
        .run_unread();
    assert!(ran.stderr.starts_with("error: failed to find a wheelpin.json in empty\n"));
    let ran = machines(&["--from", "back", "--merge", "back"], &good_linux(), &good_macos())
        .status(2)
        .run_unread();
    assert!(ran.stderr.contains("the manifest wheelpin.json in back"), "{}", ran.stderr);
}

#[test]
fn a_link_to_a_directory_is_not_followed() {
    let test = machines(&["--merge", "back"], &good_linux(), &good_macos());
    std::os::unix::fs::symlink("..", test.path("work/back/deep/up")).unwrap();
    test.run_unread();
}

#[test]
fn a_manifest_that_has_no_end_is_no_file() {
    let test = machines(&["--merge", "/dev/zero"], &good_linux(), &good_macos());
    let ran = test.status(2).run_unread();
    assert!(ran.stderr.contains("because: it is no file"), "{}", ran.stderr);
}

#[test]
fn escapes_of_a_terminal_do_not_get_through() {
    let mut result = on_macos("failed");
    result["reason"] = "\u{1b}[2Jgone".into();
    let bad = manifest(&json!([]), &json!([result]));
    let ran = machines(&["--merge", "back"], &good_linux(), &bad).status(1).run_unread();
    assert!(ran.stdout.contains("gone") && !ran.stdout.contains('\u{1b}'), "{:?}", ran.stdout);
}

#[test]
fn programs_are_told_too() {
    let ran = machines(&["--merge", "back", "--json"], &good_linux(), &good_macos()).run_unread();
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0], json!({ "event": "begin", "schema": 1 }));
    assert_eq!(
        (&lines[1]["event"], lines[1]["files"].as_array().unwrap().len()),
        (&json!("end"), 2)
    );
    let ran = machines(&["--merge", "absent", "--json"], &good_linux(), &good_macos())
        .status(2)
        .run_unread();
    assert!(ran.stdout.lines().last().unwrap().contains("\"event\":\"error\""), "{}", ran.stdout);
}

#[test]
fn nothing_is_run_or_chosen_besides() {
    for option in [&["--list"][..], &["--nix"], &["--python", "3.12"], &["--only", "a"]] {
        let arguments = [&["--merge", "back"], option].concat();
        let ran = machines(&arguments, &good_linux(), &good_macos()).status(2).run_unread();
        assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
    }
}
