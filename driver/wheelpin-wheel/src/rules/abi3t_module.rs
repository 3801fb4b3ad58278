use crate::abi::{Module, modules};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "abi3t-module",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "modules of a wheel with abi3t that are made from a PyModuleDef",
    why: "Under abi3t nobody knows the layout of PyModuleDef, so PyInit_NAME has nothing that \
          it could fill in: a free-threaded Python cannot import the module.",
    remedy: "Export PyModExport_NAME: PyO3 0.29 or later does so for Python 3.15; in C make \
             the module from slots.",
    source: "PEP 803; PEP 793",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let old = abi3t_modules(wheel).filter(|module| !module.has_init("PyModExport"));
    Found::places(
        "says abi3t, but makes its modules from a PyModuleDef",
        old.filter_map(|module| {
            Some(Place::member(&module.binary.path).with(definition(&module)?))
        }),
    )
}

/// The modules of a wheel whose tag says abi3t.
pub(super) fn abi3t_modules(wheel: &Wheel) -> impl Iterator<Item = Module<'_>> {
    let is_abi3t = wheel.name.as_ref().is_ok_and(|name| name.has_abi("abi3t"));
    modules(wheel).filter(move |_| is_abi3t)
}

/// A function that takes a PyModuleDef and is called.
pub(super) fn definition<'wheel>(module: &Module<'wheel>) -> Option<&'wheel str> {
    const OLD: [&str; 3] = ["PyModuleDef_Init", "PyModule_Create2", "PyModule_FromDefAndSpec2"];
    let imports = &module.binary.python_symbols()?.imports;
    imports.iter().map(String::as_str).find(|name| OLD.contains(name))
}
