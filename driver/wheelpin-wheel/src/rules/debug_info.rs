use crate::binary::{Binary, Image};
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "debug-info",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "binaries with debug information",
    why: "It makes them several times as large, names the files they were made of, and is of use \
          to those alone who have the sources at hand.",
    remedy: "Set `strip = true` (or `\"debuginfo\"`) in `[profile.release]`; where people need it, \
             publish it apart.",
    source: "The Cargo book, \"Profiles\", `strip`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let with = wheel.binaries.iter().filter(|binary| has_debug_info(binary));
    let places = with.map(|binary| Place::member(&binary.path));
    Found::places("holds debug information", places)
}

fn has_debug_info(binary: &Binary) -> bool {
    match &binary.image {
        Image::Elf(elf) => elf.has_debug_info,
        Image::MachO(_) | Image::Pe(_) | Image::Unreadable(_) => false,
    }
}
