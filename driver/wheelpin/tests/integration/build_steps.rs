use serde_json::Value;

use crate::build::{all, linux_fails, manifest};
use crate::sample::Run;
use crate::test::Test;

/// Name, needs and outcome of each step, and whether one starts before the one above it.
fn steps(manifest: &Value) -> Vec<String> {
    let mut before = 0;
    let mut step = |step: &Value| {
        let started = step["started"].as_u64().unwrap();
        assert!(started >= before && started > 1_700_000_000_000, "{step}");
        assert!(step["millis"].is_u64() && step["derivation"].as_str().unwrap().ends_with(".drv"));
        before = started;
        let (name, outcome) = (step["name"].as_str().unwrap(), step["outcome"].as_str().unwrap());
        let cells = step["cells"].as_array().unwrap().iter().map(|cell| cell.as_str().unwrap());
        let needs = step.get("needs").map(ToString::to_string).unwrap_or_default();
        format!("{name} {needs} {} {outcome}", cells.collect::<Vec<_>>().join(" "))
    };
    manifest["steps"].as_array().unwrap().iter().map(&mut step).collect()
}

#[test]
fn what_ran_is_in_the_manifest_with_what_it_waited_for() {
    let ran = Test::new(["build"]).sample(all()).run_unread();
    let steps = steps(&manifest(&ran));
    let (linux, sdist) = ("cp311-abi3-manylinux_2_28_x86_64", "sample-1.0.tar.gz");
    assert_eq!(
        steps[..4],
        [
            format!("wheelpin-linked-sample-manylinux-x86_64-cp311-abi3  {linux} built"),
            format!("{linux} [0] {linux} built"),
            format!("wheelpin-findings-{linux} [1] {linux} built"),
            format!("wheelpin-checked-{linux} [1,2] {linux} built"),
        ],
    );
    assert_eq!(steps[8], format!("wheelpin-sdist-sample  {sdist} built"));
    assert_eq!(
        steps[11..],
        [
            "wheelpin-findings-release-sample [3,7,10]  built",
            "wheelpin-checked-release-sample [11]  built",
        ],
    );
}

#[test]
fn what_failed_is_a_step_too() {
    let ran = Test::new(["build"]).sample(linux_fails()).status(3).run_unread();
    let steps = steps(&manifest(&ran));
    assert!(steps.iter().any(|it| it.starts_with("wheelpin-linked-") && it.ends_with("failed")));
    assert_eq!(steps.iter().filter(|it| it.ends_with("failed")).count(), 1, "{steps:?}");
}

#[test]
fn what_ran_stays_in_the_manifest_while_nothing_is_built() {
    let ran = Test::new(["build"]).sample(all()).run_unread();
    let before = manifest(&ran)["steps"].clone();
    let ran = ran.again(["build"]).realises(Run::default().shell("exit 1")).run_unread();
    assert_eq!(manifest(&ran)["steps"], before);
    assert_eq!(before.as_array().unwrap().len(), 13);
}
