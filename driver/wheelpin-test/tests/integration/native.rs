//! What can be wrong with a compiled module. Compiled by `cc`, which cargo needs too; Python's
//! headers are not needed.

use std::fs;
use std::process::Command;

use wheelpin_test::Outcome;
use wheelpin_testing::WheelBuilder;

use crate::damage::tester;
use crate::tester::{Tester, sample};

/// A library of one C file.
fn library(source: &str, arguments: &[&str]) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("core.c");
    let made = directory.path().join("core.so");
    fs::write(&file, source).unwrap();
    #[expect(clippy::disallowed_methods, reason = "makes what is tested")]
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&made, &file])
        .args(arguments)
        .status()
        .unwrap();
    assert!(status.success());
    fs::read(made).unwrap()
}

fn wheel(tester: &Tester, source: &str) -> WheelBuilder {
    sample(&tester.tag("abi3"), "from . import core\n")
        .with("sample/core.abi3.so", library(source, &[]))
}

/// `PyModuleDef` of the stable ABI, as far as an empty module needs it.
const MODULE: &str = r#"
    struct def { long base[5]; const char *name; const char *doc; long size; void *rest[5]; };
    static struct def def = { { 1, 0, 0, 0, 0 }, "core", "", -1, { 0 } };
    extern void *PyModule_Create2(void *, int);
    void *PyInit_core(void) { return PyModule_Create2(&def, 3); }
"#;

#[tokio::test]
async fn a_sound_module_passes() {
    let tester = tester!();
    let answer = tester.answer(&wheel(&tester, MODULE)).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert_eq!(answer.imported, ["sample", "sample.core"]);
}

#[tokio::test]
async fn a_segmentation_fault_names_the_package_that_imports() {
    let tester = tester!();
    let source = "void *PyInit_core(void) { return *(void *volatile *)8; }";
    let (reason, answer) = tester.failure(&wheel(&tester, source)).await;
    assert!(reason.starts_with("importing sample crashed by SIGSEGV"), "{reason}");
    assert!(answer.output.contains("sample/__init__.py"), "{}", answer.output);
}

#[tokio::test]
async fn an_abi_tag_that_lies_is_called_so() {
    let tester = tester!();
    let source =
        "extern void *PyLater_New(void); void *PyInit_core(void) { return PyLater_New(); }";
    let (reason, answer) = tester.failure(&wheel(&tester, source)).await;
    assert_eq!(
        reason,
        format!(
            "the ABI tag lies: sample.core uses PyLater_New, which Python 3.{} does not have",
            tester.minor()
        ),
    );
    assert!(answer.remedy.unwrap().contains("abi3"));
}

#[tokio::test]
async fn a_symbol_of_nobody_is_told_apart() {
    let tester = tester!();
    let source = "extern void *zlib_thing(void); void *PyInit_core(void) { return zlib_thing(); }";
    let (reason, _) = tester.failure(&wheel(&tester, source)).await;
    assert_eq!(reason, "sample.core uses the symbol zlib_thing, which no library here has");
}

#[tokio::test]
async fn a_module_of_another_name_is_told_so() {
    let tester = tester!();
    let source = MODULE.replace("PyInit_core", "PyInit_other");
    let (reason, _) = tester.failure(&wheel(&tester, &source)).await;
    assert!(reason.starts_with("sample.core is no module of that name"), "{reason}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_library_that_is_not_here_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let other = directory.path().join("libabsent.so.7");
    fs::write(&other, library("int absent(void) { return 1; }", &["-Wl,-soname,libabsent.so.7"]))
        .unwrap();
    let source = format!("extern int absent(void); int use(void) {{ return absent(); }} {MODULE}");
    let made = library(&source, &[other.to_str().unwrap()]);
    let tester = tester!();
    let wheel =
        sample(&tester.tag("abi3"), "from . import core\n").with("sample/core.abi3.so", made);
    let (reason, _) = tester.failure(&wheel).await;
    assert_eq!(reason, "sample.core needs the library libabsent.so.7, which is not here");
}
