use crate::apple::{loaded, places, targets};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-minimum-os",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "libraries linked for a newer macOS or iOS than the oldest of the wheel's tags",
    why: "On the older systems that the tag lets in, the library may miss functions that came \
          later; dyld then fails to load it, or it crashes where they are called.",
    remedy: "Set MACOSX_DEPLOYMENT_TARGET (or IPHONEOS_DEPLOYMENT_TARGET) to the tag's version for \
             everything that is linked, dependencies too, or tag the wheel for the newer system.",
    source: "mach-o/loader.h, LC_BUILD_VERSION and LC_VERSION_MIN_MACOSX; delocate's \
             _get_incompatible_libs",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let targets = targets(wheel);
    let places = places(loaded(wheel), |slice| {
        let target = targets.iter().filter(|target| target.runs(slice));
        let newer = target.filter_map(|target| {
            let (major, minor) = target.newer(slice)?;
            let (arch, platform, (tag_major, tag_minor)) =
                (target.arch, target.platform, target.oldest);
            Some(format!(
                "{arch} is linked for {platform} {major}.{minor}, the tag is {tag_major}.{tag_minor}"
            ))
        });
        newer.collect()
    });
    Found::places("is linked for a newer system than its tags", places)
}
