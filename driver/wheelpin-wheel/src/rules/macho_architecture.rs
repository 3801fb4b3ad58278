use crate::abi::is_module;
use crate::apple::{loaded, targets};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-architecture",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "macOS or iOS libraries without an architecture of the wheel's tags",
    why: "The library does not load on machines that the tags say it is for; universal2 promises \
          both x86_64 and arm64.",
    remedy: "Build for each architecture of the tag, or tag the wheel for what it has.",
    source: "PyPA specifications, \"Platform compatibility tags\", macOS; delocate's check_archs",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let targets = targets(wheel);
    let loaded = loaded(wheel);
    // Without modules a wheel may hold one file for each architecture.
    let any_has = |arch| {
        let has_module = loaded.iter().any(|(binary, _)| is_module(binary));
        !has_module && loaded.iter().any(|(_, macho)| macho.slice(arch).is_some())
    };
    let mut places = Vec::new();
    for target in targets.iter().filter(|target| !any_has(target.arch)) {
        for (binary, macho) in &loaded {
            if macho.unsound.is_empty() && macho.slice(target.arch).is_none() {
                let has: Vec<&str> = macho.slices.iter().map(|slice| slice.arch.as_str()).collect();
                let detail = format!("{}, not {}", has.join(" and "), target.arch);
                places.push(Place::member(&binary.path).with(&detail));
            }
        }
    }
    Found::places("does not run on an architecture of its tags", places)
}
