//! The small program, which is built without the feature `release`.
#![cfg(not(feature = "release"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use wheelpin_testing::WheelBuilder;

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn wheelpin(arguments: &[&str], directory: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wheelpin"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

#[test]
fn it_says_what_it_is_and_where_the_whole_is() {
    let help = wheelpin(&["--help"], Path::new("."));
    let text =
        String::from_utf8(help.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.starts_with("Test and check wheels on this system."), "{text}");
    assert!(text.contains("This is the small wheelpin; the whole one"), "{text}");
    assert!(text.contains("nix run .#wheelpin"), "{text}");
    assert!(text.contains("Exit codes: 0 done"), "{text}");
}

#[test]
fn it_has_no_command_that_needs_nix_or_an_index() {
    for command in ["build", "plan", "publish", "release", "bump", "doctor"] {
        assert_eq!(wheelpin(&[command], Path::new(".")).status.code(), Some(2), "{command}");
    }
    assert_eq!(wheelpin(&["test", "--nix"], Path::new(".")).status.code(), Some(2));
}

#[test]
fn it_checks_wheels() {
    let directory = tempfile::tempdir().unwrap();
    let builder = WheelBuilder::new("py3-none-any");
    std::fs::create_dir(directory.path().join("dist")).unwrap();
    let path = directory.path().join("dist").join(builder.file_name());
    std::fs::write(&path, builder.bytes()).unwrap();
    assert_eq!(wheelpin(&["check"], directory.path()).status.code(), Some(0));
    std::fs::write(&path, "no wheel").unwrap();
    assert_eq!(wheelpin(&["check"], directory.path()).status.code(), Some(1));
}

#[test]
fn it_looks_for_what_runs_where() {
    let directory = tempfile::tempdir().unwrap();
    let builder = WheelBuilder::new("py3-none-any");
    std::fs::write(directory.path().join(builder.file_name()), builder.bytes()).unwrap();
    let list = wheelpin(&["test", ".", "--list"], directory.path());
    assert_eq!(list.status.code(), Some(0));
    assert!(String::from_utf8(list.stdout).unwrap().starts_with("PYTHON  VERSION"));
}
