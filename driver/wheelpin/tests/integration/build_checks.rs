use crate::build::{RUSTC, TABLE, all, manifest};
use crate::sample::{REFUSED, Run, WARNED};
use crate::test::Test;

#[test]
fn a_refused_wheel_is_told_with_its_findings() {
    let run = Run::default().linux_refused().windows().sdist().shell("exit 100");
    let findings = format!("{REFUSED},{WARNED}");
    let ran = Test::new(["build", "-q"])
        .sample(run)
        .found_in_linux(&findings)
        .found_in_windows(WARNED)
        .status(1)
        .run_unread();
    insta::assert_snapshot!("refused", ran.stderr);
    let manifest = manifest(&ran);
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    assert_eq!(files[0]["findings"][0]["rule"], "debug-info");
    assert_eq!(files[1]["findings"], serde_json::json!([]));
    let failed = &manifest["failed"][0];
    assert_eq!(failed["findings"].as_array().unwrap().len(), 1);
    assert_eq!(failed["findings"][0]["message"], "needs glibc 2.38");
    assert!(failed["unchecked"].as_str().unwrap().ends_with("-manylinux_2_28_x86_64.whl"));
}

#[test]
fn a_failed_build_counts_more_than_a_refused_wheel() {
    let run = Run::default().linux_refused().windows_failed(&RUSTC).sdist().shell("exit 100");
    let ran = Test::new(["build", "-q"]).sample(run).found_in_linux(REFUSED).status(3).run_unread();
    assert!(ran.stderr.contains("check failed: cp311-abi3-manylinux"), "{}", ran.stderr);
    assert!(ran.stderr.contains("failed: cp311-abi3-win_amd64\n"), "{}", ran.stderr);
}

#[test]
fn files_that_do_not_go_together_are_refused() {
    let run = Run::default().linux().windows().sdist().release_refused().shell("exit 100");
    let ran = Test::new(["build", "-q"]).sample(run).found_in_all(REFUSED).status(1).run_unread();
    assert_eq!(
        ran.stderr,
        "\ncheck failed: all files together\n  [too-new] needs glibc 2.38\n\n\
         error: failed to pass 1 of 4 checks\n\
         help: mend what is shown above, or say why it does not matter: [tool.wheelpin.check.ignore] \
         RULE = \"WHY\"; then type the same again\n",
    );
    let manifest = manifest(&ran);
    assert_eq!(manifest["files"].as_array().unwrap().len(), 3);
    assert_eq!(manifest["findings"][0]["rule"], "too-new");
}

#[test]
fn a_check_that_failed_without_an_error_is_a_failed_build() {
    let run = Run::default().linux_refused().windows().sdist().shell("exit 100");
    let ran = Test::new(["build", "-q"]).sample(run).found_in_linux(WARNED).status(3).run_unread();
    assert!(ran.stderr.contains("failed: cp311-abi3-manylinux_2_28_x86_64\n"), "{}", ran.stderr);
}

#[test]
fn warnings_are_told_once() {
    Test::new(["build", "-q"])
        .sample(all())
        .found_in_linux(WARNED)
        .found_in_windows(WARNED)
        .stdout(TABLE)
        .stderr("warning: [debug-info] holds debug info (2 files)\n")
        .run();
}
