use crate::abi::{Module, Suffix, modules};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "module-init",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "extension modules that do not export PyInit_NAME or PyModExport_NAME",
    why: "Python makes a module by calling the function of that name; without it the import \
          fails. Mostly the file was named otherwise than the module in the code.",
    remedy: "Give file and module one name: #[pymodule] fn NAME, lib.name in Cargo.toml, and \
             module-name in [tool.maturin].",
    source: "PEP 489, \"Export Hook Name\"; PEP 793",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let without = modules(wheel).filter(|module| is_cpython(wheel, module) && is_without(module));
    Found::places(
        "has extension modules that cannot be imported",
        without.map(|module| {
            Place::member(&module.binary.path).with(&format!("exports no PyInit_{}", module.name))
        }),
    )
}

fn is_without(module: &Module<'_>) -> bool {
    module.binary.python_symbols().is_some()
        && !module.has_init("PyInit")
        && !module.has_init("PyModExport")
}

/// PyPy and others have ways of their own.
fn is_cpython(wheel: &Wheel, module: &Module<'_>) -> bool {
    match module.suffix {
        Suffix::Other(_) => false,
        Suffix::Plain => wheel.name.as_ref().is_ok_and(|name| {
            name.pythons.iter().all(|python| python.starts_with("cp3") || python == "py3")
        }),
        _ => true,
    }
}
