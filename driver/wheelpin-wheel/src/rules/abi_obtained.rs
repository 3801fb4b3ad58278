use crate::abi::{Suffix, modules};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "abi-obtained",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "modules for one Python alone in a wheel whose tag says abi3",
    why: "An installer takes a wheel with abi3 for every newer Python. Those do not see a \
          module whose file name is of one version: the import fails.",
    remedy: "Build the module for the stable ABI (PyO3: the feature abi3-py3N), or tag the \
             wheel for the one Python: cp311-cp311.",
    source: "PEP 3149; PyPA specifications, \"Platform compatibility tags\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    if !name.abis.iter().all(|abi| abi == "abi3" || abi == "abi3t") {
        return None;
    }
    let files: Vec<_> = modules(wheel).collect();
    let is_versioned = |suffix: Suffix<'_>| matches!(suffix, Suffix::CPython { .. });
    // Beside one of any Python it is a faster one for some.
    let stable: Vec<_> = files
        .iter()
        .filter(|module| !is_versioned(module.suffix))
        .map(|module| module.import())
        .collect();
    let alone = files
        .iter()
        .filter(|module| is_versioned(module.suffix) && !stable.contains(&module.import()));
    Found::places(
        format!("says {}, but has modules for one Python", name.abis.join(".")),
        alone.map(|module| Place::member(&module.binary.path)),
    )
}
