use crate::apple::{loaded, places, targets};
use crate::binary::Platform;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-platform",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "libraries for iOS in a wheel for macOS, for a device in one for its simulator, and the \
            other ways round",
    why: "dyld refuses a library that was linked for another system than the one that runs.",
    remedy: "Link for the system of the tag: the target's SDK, or `-platform_version` of the linker.",
    source: "PEP 730, \"Packaging\"; mach-o/loader.h, LC_BUILD_VERSION",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let targets = targets(wheel);
    if targets.is_empty() {
        return None;
    }
    let places = places(loaded(wheel), |slice| {
        let is_target = |platform: &Platform| targets.iter().any(|of| of.platform == *platform);
        let systems = &slice.systems;
        if systems.is_empty() || systems.iter().any(|(platform, _)| is_target(platform)) {
            return Vec::new();
        }
        systems.iter().map(|(platform, _)| format!("is for {platform}")).collect()
    });
    Found::places("is for another system than its tags", places)
}
