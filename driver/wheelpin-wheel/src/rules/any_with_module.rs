use std::collections::BTreeMap;

use crate::abi::{Module, modules};
use crate::binary::Image;
use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "any-with-module",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules for one system and processor in a wheel that is tagged for any",
    why: "An installer takes the wheel everywhere, and everywhere else the import fails.",
    remedy: "Tag the wheel for the platform that it was built on: setuptools does so where \
             the distribution has extension modules, auditwheel repair where it is run.",
    source: "PEP 425",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    if !name.platform_tags().all(|tag| tag == PlatformTag::Any) {
        return None;
    }
    // One that is there for several is meant for all of them.
    let mut targets: BTreeMap<String, Vec<Module<'_>>> = BTreeMap::new();
    for module in modules(wheel) {
        targets.entry(target(&module)?).or_default().push(module);
    }
    let (target, files) = targets.pop_first().filter(|_| targets.is_empty())?;
    Found::places(
        format!("is for any platform, but has modules for {target} alone"),
        files.iter().map(|module| Place::member(&module.binary.path)),
    )
}

/// System and processor; none where the module cannot be read.
fn target(module: &Module<'_>) -> Option<String> {
    match &module.binary.image {
        Image::Elf(elf) => Some(format!("Linux on {}", elf.machine.name())),
        Image::MachO(_) => Some("macOS".into()),
        Image::Pe(_) => Some("Windows".into()),
        Image::Unreadable(_) => None,
    }
}
