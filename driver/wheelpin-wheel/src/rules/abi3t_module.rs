use crate::abi::modules;
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

/// abi3t needs the newer way to make a module.
pub(super) const RULE: Rule = Rule {
    id: "abi3t-module",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "modules of a wheel with abi3t that do not export PyModExport_NAME",
    why: "Under abi3t the layout of PyModuleDef is not known, so PyInit_NAME has nothing to \
          give back: a free-threaded Python cannot import the module.",
    remedy: "Build with PyO3 0.29 or later for Python 3.15, or define the slots of PEP 793 in C.",
    source: "PEP 803; PEP 793",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    if !wheel.name.as_ref().ok()?.has_abi("abi3t") {
        return None;
    }
    // Without either function the other rule says it.
    let old = modules(wheel)
        .filter(|module| !module.has_init("PyModExport") && module.has_init("PyInit"));
    Found::places(
        "says abi3t, but has modules that are made the older way",
        old.map(|module| Place::member(&module.binary.path)),
    )
}
