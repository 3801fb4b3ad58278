use std::collections::BTreeMap;

use crate::abi::{Module, is_misnamed, loads, modules};
use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "extension-suffix",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "extension modules whose file name no Python of the tags looks for",
    why: "Python finds a module by the end of its file name, which names version, threads, \
          processor and system. With another end it is as if the module were not there.",
    remedy: "Name it NAME.abi3.so for the stable ABI and NAME.cpython-3N-TRIPLET.so for one \
             Python, NAME.pyd on Windows; or mend the wheel's tags, if those are wrong.",
    source: "PEP 3149; CPython, Python/dynload_shlib.c and dynload_win.c",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let platforms: Vec<PlatformTag> = name.platform_tags().collect();
    let is_loaded = |module: &Module<'_>| {
        name.pythons.iter().any(|python| {
            name.abis
                .iter()
                .any(|abi| platforms.iter().any(|platform| loads(python, abi, platform, module)))
        })
    };
    let mut by_import: BTreeMap<(&str, &str), Vec<Module<'_>>> = BTreeMap::new();
    for module in modules(wheel) {
        by_import.entry(module.import()).or_default().push(module);
    }
    let lost = by_import.into_values().filter(|files| !files.iter().any(is_loaded));
    let misnamed = wheel.binaries.iter().filter(|binary| is_misnamed(binary));
    Found::places(
        "has extension modules that no Python of its tags looks for",
        lost.flatten()
            .map(|module| module.binary)
            .chain(misnamed)
            .map(|binary| Place::member(&binary.path)),
    )
}
