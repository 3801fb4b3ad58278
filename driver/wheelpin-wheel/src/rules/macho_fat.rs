use crate::binary::Image;
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-fat",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "files for several architectures whose table of slices is wrong",
    why: "dyld refuses the file, or programs that read the table differ in what they find.",
    remedy: "Make the file anew with `lipo -create`; if it was downloaded, it is damaged.",
    source: "mach-o/fat.h; dyld, FatFile::isValidSlice",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let places = wheel.binaries.iter().filter_map(|binary| match &binary.image {
        Image::MachO(macho) if !macho.unsound.is_empty() => {
            Some(Place::member(&binary.path).with(&macho.unsound.join("; ")))
        }
        _ => None,
    });
    Found::places("has slices that cannot be loaded", places)
}
