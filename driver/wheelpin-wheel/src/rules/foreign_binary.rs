use crate::abi::{Module, modules};
use crate::binary::Image;
use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "foreign-binary",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules for another system than the tag says",
    why: "An installer takes the wheel by its tag. Python finds the module by its name there \
          and cannot load it.",
    remedy: "Build and tag one wheel for each system; clean the build directory between them.",
    source: "PEP 425",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let platforms: Vec<PlatformTag> = name.platform_tags().collect();
    let places = modules(wheel)
        .filter(|module| !platforms.iter().any(|platform| is_of(platform, module)))
        .map(|module| Place::member(&module.binary.path).with(system(&module)));
    Found::places("has modules for another system", places)
}

/// Whether a module's format is the platform's; true where the name of the module is
/// none that this platform looks for: it is there for another.
fn is_of(platform: &PlatformTag, module: &Module<'_>) -> bool {
    match (platform, &module.binary.image) {
        (_, Image::Unreadable(_)) | (PlatformTag::Any | PlatformTag::Other(_), _) => true,
        (PlatformTag::Windows { .. }, image) => !module.is_pyd || matches!(image, Image::Pe(_)),
        (PlatformTag::Macos { .. } | PlatformTag::Ios { .. }, image) => {
            module.is_pyd || matches!(image, Image::MachO(_))
        }
        (PlatformTag::Emscripten { .. }, _) => false,
        (_, image) => module.is_pyd || matches!(image, Image::Elf(_)),
    }
}

fn system(module: &Module<'_>) -> &'static str {
    match module.binary.image {
        Image::Elf(_) => "is for Linux",
        Image::MachO(_) => "is for macOS",
        Image::Pe(_) => "is for Windows",
        Image::Unreadable(_) => "cannot be read",
    }
}
