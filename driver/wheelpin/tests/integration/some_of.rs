//! `wheelpin test --from DIR --manifest FILE`: some wheels of a manifest, such as pip took.

use serde_json::{Value, json};

use crate::test::{Ran, Test};
use crate::wheel_test::{FILE, failing, manifest, python, sound};

const DEPENDENCY: &str = "fetched/other-2.0-py3-none-any.whl";

/// What pip downloaded, beside a manifest that has one wheel more than that.
fn fetched(arguments: &[&str], bytes: &[u8]) -> Test {
    let built = sound().bytes();
    let mut manifest: Value = serde_json::from_str(&manifest(FILE, &built, &json!([]))).unwrap();
    let mut other = manifest["files"][0].clone();
    other["file"] = "sample-1.0-cp311-abi3-win_amd64.whl".into();
    manifest["files"].as_array_mut().unwrap().push(other);
    Test::new(["test", "--from", "fetched", "--manifest", "built.json"])
        .arguments(arguments)
        .bytes(&format!("fetched/{FILE}"), bytes)
        .content(DEPENDENCY, "not even a wheel")
        .content("built.json", &manifest.to_string())
}

fn tests(ran: &Ran) -> usize {
    let manifest: Value = serde_json::from_str(&ran.read("work/built.json")).unwrap();
    let results = |file: &Value| file["tests"].as_array().map_or(0, Vec::len);
    manifest["files"].as_array().unwrap().iter().map(results).sum()
}

#[test]
fn what_is_there_is_tested_and_the_rest_is_not_missed() {
    let Some(python) = python() else { return };
    for require in ["runnable", "each", "all"] {
        let arguments = ["--python", &python, "--require", require, "--wheelhouse", "fetched"];
        let ran = fetched(&arguments, &sound().bytes()).run_unread();
        assert!(
            ran.stdout.ends_with(
                "\n1 wheel: 1 test passed, 0 failed, 0 not run\n\
                 looked at 1 of the 2 wheels of built.json\n"
            ),
            "{}",
            ran.stdout
        );
        assert_eq!(tests(&ran), 1);
        assert_eq!(ran.names("work/fetched"), ["other-2.0-py3-none-any.whl", FILE]);
    }
}

#[test]
fn programs_are_told_how_many_there_are() {
    let Some(python) = python() else { return };
    let ran = fetched(&["--python", &python, "--json"], &sound().bytes()).run_unread();
    let end: Value = serde_json::from_str(ran.stdout.lines().last().unwrap()).unwrap();
    assert_eq!((&end["listed"], end["files"].as_array().unwrap().len()), (&json!(2), 1));
}

#[test]
fn other_bytes_are_a_conflict_and_are_not_run() {
    let ran = fetched(&[], &failing().bytes()).status(5).run_unread();
    let error = format!(
        "error: failed to take fetched/{FILE} for what was built: built.json has another SHA-256\n"
    );
    assert!(ran.stderr.starts_with(&error), "{}", ran.stderr);
    assert!(ran.stderr.contains("help: it was "), "{}", ran.stderr);
    assert_eq!((ran.stdout.as_str(), tests(&ran)), ("", 0));
}

#[test]
fn a_wheel_of_the_project_that_was_not_built_is_a_conflict() {
    // An index compares names by their canonical form.
    for file in ["sample-1.0-cp312-cp312-win_amd64.whl", "Sample-9.0-py3-none-any.whl"] {
        let ran = fetched(&[], &sound().bytes())
            .bytes(&format!("fetched/{file}"), &sound().bytes())
            .status(5)
            .run_unread();
        let error = format!("fetched/{file} for what was built: built.json does not have it\n");
        assert!(ran.stderr.contains(&error), "{}", ran.stderr);
    }
}

#[test]
fn none_of_its_wheels_is_a_mistake() {
    let test = fetched(&[], &sound().bytes());
    std::fs::remove_file(test.path(&format!("work/fetched/{FILE}"))).unwrap();
    test.status(2)
        .stderr(
            "error: failed to find a wheel of built.json in fetched\n\
             help: fetch what fits this machine: pip download --only-binary :all: --dest fetched sample==1.0\n",
        )
        .run();
}

#[test]
fn mistakes_are_told() {
    let ran = fetched(&[], &sound().bytes()).content("built.json", "{}").status(2).run_unread();
    assert!(ran.stderr.starts_with("error: failed to read built.json\n"), "{}", ran.stderr);
    let ran = Test::new(["test", "--from", ".", "--manifest", "absent.json"])
        .bytes(FILE, &sound().bytes())
        .status(2)
        .run_unread();
    assert!(ran.stderr.starts_with("error: failed to find the manifest absent.json\n"));
    let ran = Test::new(["test", "--manifest", "built.json"]).status(2).run_unread();
    assert!(ran.stderr.contains("--from <DIR>"), "{}", ran.stderr);
}
