use crate::abi::stable;
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::rules::abi3_private::stable_modules;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "abi3-too-new",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "names of Python's stable ABI that are newer than the tag",
    why: "A wheel cp39-abi3 is taken for Python 3.9, which lacks what 3.10 added: the import \
          fails there, or the first call does.",
    remedy: "Build with the floor of the tag (PyO3: the feature abi3-py39; C: Py_LIMITED_API \
             0x03090000), or raise the floor of the tag and requires-python.",
    source: "PEP 384; CPython, Misc/stable_abi.toml",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let floor = wheel.name.as_ref().ok()?.cpython_floor()?;
    let newer = |name: &str| stable(name).map(|found| found.added).filter(|added| *added > floor);
    let mut needed = floor;
    let places: Vec<Place> = stable_modules(wheel)
        .flat_map(|(path, python)| python.imports.iter().map(move |name| (path, name)))
        .filter_map(|(path, name)| {
            let added = newer(name)?;
            needed = needed.max(added);
            Some(Place::member(path).with(&format!("{name} is of Python 3.{added}")))
        })
        .collect();
    Found::places(format!("needs Python 3.{needed}, its tag says 3.{floor}"), places)
}
