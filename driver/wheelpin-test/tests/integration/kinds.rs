//! Wheels of other kinds than a package for one Python.

use wheelpin_test::Outcome;

use crate::damage::tester;
use crate::tester::{Tester, pure};

#[tokio::test]
async fn a_wheel_of_a_program_has_nothing_to_import() {
    let wheel =
        pure("").without("sample/__init__.py").with("sample-1.0.data/scripts/tool", "#!/bin/sh\n");
    let answer = tester!().answer(&wheel).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert!(answer.imported.is_empty());
}

#[tokio::test]
async fn files_that_are_installed_elsewhere_are_modules_too() {
    let wheel = pure("").with("sample-1.0.data/platlib/beside.py", "x = 1\n");
    let answer = tester!().answer(&wheel).await;
    assert_eq!(answer.imported, ["beside", "sample"], "{answer:?}");
}

#[tokio::test]
async fn packages_without_init_are_namespaces() {
    let wheel = pure("").without("sample/__init__.py").with("ns/part/core.py", "x = 1\n");
    let answer = tester!().answer(&wheel).await;
    assert_eq!(answer.imported, ["ns.part.core"], "{answer:?}");
}
