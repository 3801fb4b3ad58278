use std::collections::BTreeSet;

use crate::abi::modules;
use crate::finding::Place;
use crate::linux::Linux;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-machine",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules for another processor than the tag says, or only such binaries",
    why: "An installer takes the wheel by its tag; a binary for another processor is not \
          loaded. On ARM of 32 bits and on RISC-V how floats are passed counts too.",
    remedy: "Tag the wheel as what was built, or build for the tag (cargo build --target).",
    source: "PEP 425; PEP 600",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let modules: BTreeSet<&str> =
        modules(wheel).map(|module| module.binary.path.as_str()).collect();
    // Others may be meant for elsewhere: firmware, what a GPU runs, data of tests.
    let is_all = linux.counted.is_empty() && linux.other_libc.is_empty();
    let archs: Vec<&str> = linux.archs.iter().map(String::as_str).collect();
    Found::places(
        format!("has binaries that are not for {}", archs.join(" or ")),
        linux
            .foreign
            .iter()
            .filter(|(path, _)| is_all || modules.contains(*path))
            .map(|(path, elf)| Place::member(path).with(&format!("is for {}", elf.machine.name()))),
    )
}
