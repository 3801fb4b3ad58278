use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::rules::abi3_private::stable_modules;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

/// Functions that need what abi3t hides.
pub(super) const RULE: Rule = Rule {
    id: "abi3t-module-def",
    area: Area::Abi,
    severity: Severity::Warning,
    finds: "functions with PyModuleDef in a wheel whose tag says abi3t",
    why: "The functions are still there, but take a PyModuleDef, whose layout abi3t does not \
          know: a module that calls them on a free-threaded Python fails.",
    remedy: "Make modules from slots: PyModule_FromSlotsAndSpec.",
    source: "PEP 803, \"Opaque PyObject\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

const OLD: [&str; 3] = ["PyModuleDef_Init", "PyModule_Create2", "PyModule_FromDefAndSpec2"];

fn check(wheel: &Wheel) -> Option<Found> {
    if !wheel.name.as_ref().ok()?.has_abi("abi3t") {
        return None;
    }
    let names = stable_modules(wheel)
        .flat_map(|(path, python)| python.imports.iter().map(move |name| (path, name)));
    Found::places(
        "says abi3t, but calls what takes a PyModuleDef",
        names
            .filter(|(_, name)| OLD.contains(&name.as_str()))
            .map(|(path, name)| Place::member(path).with(name)),
    )
}
