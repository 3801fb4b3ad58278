use crate::apple::targets;
use crate::binary::{Image, Platform, Signature};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-signature",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "arm64 libraries and programs for macOS that are not signed, or that were changed after \
            they were signed",
    why: "macOS on arm64 runs no page of code without a valid signature; the process is killed. An \
          ad-hoc signature, as linkers make, is enough; `strip` and `install_name_tool` of other \
          systems leave one that no longer fits.",
    remedy: "Sign as the last step of the build: `codesign --force --sign -`, or `rcodesign sign` \
             on other systems; or let the linker strip (`-C strip=symbols`) and sign.",
    source: "Apple, macOS 11 release notes, \"Code signing\"; xnu, cs_blobs.h",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let is_macos = |platform| platform == Platform::MacOs;
    if !targets(wheel).iter().any(|target| is_macos(target.platform) && target.arch == "arm64") {
        return None;
    }
    let mut places = Vec::new();
    for binary in &wheel.binaries {
        let Image::MachO(macho) = &binary.image else { continue };
        let slices = macho.slices.iter().filter(|slice| {
            slice.is_arm64()
                && slice.file_type.is_loaded()
                && slice.systems.iter().all(|(platform, _)| is_macos(*platform))
        });
        for slice in slices {
            let place = Place::member(&binary.path);
            match &slice.signature {
                Signature::None => places.push(place.with("no signature")),
                Signature::Broken(why) => {
                    places.push(place.with(&format!("the signature does not fit: {why}")));
                }
                Signature::Present(_) | Signature::Sound => {}
            }
        }
    }
    Found::places("has arm64 code without a valid signature", places)
}
