use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::rules::abi3t_module::{abi3t_modules, definition};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "abi3t-module-def",
    area: Area::Abi,
    severity: Severity::Warning,
    finds: "functions that take a PyModuleDef, in a wheel whose tag says abi3t",
    why: "The functions are still there, but nobody knows the layout of a PyModuleDef under \
          abi3t: where they are called on a free-threaded Python they fail.",
    remedy: "Leave the older way out: PyModule_FromSlotsAndSpec makes modules from slots.",
    source: "PEP 803",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    // Where there is no other way at all, `abi3t-module` says it.
    let both = abi3t_modules(wheel).filter(|module| module.has_init("PyModExport"));
    Found::places(
        "says abi3t, but calls what takes a PyModuleDef",
        both.filter_map(|module| {
            Some(Place::member(&module.binary.path).with(definition(&module)?))
        }),
    )
}
