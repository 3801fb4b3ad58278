use crate::abi::is_module;
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::windows::{libraries, machines};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pe-machine",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "Windows modules for another processor than the wheel's tag",
    why: "A process loads only DLLs of its own kind: 32-bit x86 for win32, x86-64 for win_amd64, \
          ARM64 for win_arm64.",
    remedy: "Build for the target of the tag, or correct the tag.",
    source: "PE format, \"Machine Types\"; PyPA specifications, \"Platform compatibility tags\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let machines = machines(wheel);
    if machines.is_empty() {
        return None;
    }
    let libraries = libraries(wheel);
    let has_module = libraries.iter().any(|(binary, _)| is_module(binary));
    let fits = |machine| machines.contains(&machine);
    // Without modules a wheel may hold one DLL for each processor.
    if !has_module && libraries.iter().any(|(_, pe)| fits(pe.machine)) {
        return None;
    }
    let wrong = libraries
        .iter()
        .filter(|(binary, pe)| (is_module(binary) || !has_module) && !fits(pe.machine));
    let places = wrong.map(|(binary, pe)| {
        Place::member(&binary.path).with(&format!("is for {}", pe.machine.platform()))
    });
    Found::places("is for another processor than its tags", places)
}
