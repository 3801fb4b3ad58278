//! The program: exit codes and the file it writes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use wheelpin_testing::WheelBuilder;

const WHEEL: &str = "sample-1.0-py3-none-any.whl";

/// Runs it on files of a directory, with the settings as JSON.
fn check(directory: &Path, settings: &str, arguments: &[&str]) -> Output {
    fs::write(directory.join("settings.json"), settings).unwrap();
    #[expect(clippy::disallowed_methods, reason = "the program under test")]
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_wheelpin-check"));
    command.current_dir(directory).args(arguments).output().unwrap()
}

fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join(WHEEL), WheelBuilder::new("py3-none-any").bytes()).unwrap();
    directory
}

#[test]
fn a_sound_wheel_has_a_report_without_errors() {
    for arguments in [
        &["settings.json", "findings.json", WHEEL][..],
        &["--release", "settings.json", "findings.json", WHEEL],
    ] {
        let directory = directory();
        let ended = check(directory.path(), "{}", arguments);
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        let report = fs::read(directory.path().join("findings.json")).unwrap();
        let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
        assert_eq!(report["schema"], 1);
        assert_eq!(report["files"][0]["file"], WHEEL);
    }
}

#[test]
fn an_unknown_rule_leaves_no_report() {
    let directory = directory();
    let settings = r#"{"ignore": {"no-such-rule": "why not"}}"#;
    let ended = check(directory.path(), settings, &["settings.json", "findings.json", WHEEL]);
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.starts_with("error: failed to find a rule called \"no-such-rule\""), "{said}");
    assert!(!directory.path().join("findings.json").exists());
}

#[test]
fn a_command_line_that_is_none_is_told() {
    let directory = directory();
    let ended = check(directory.path(), "{}", &["settings.json", "findings.json"]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(ended.stderr.starts_with(b"usage: "));
}
