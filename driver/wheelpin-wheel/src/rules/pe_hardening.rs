use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::windows::loaded;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pe-hardening",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "Windows modules that are always at one address, or whose data may run as code",
    why: "Windows moves DLLs about in memory and keeps data from being run as code (ASLR, DEP), \
          which makes errors in a program harder to use; a DLL has to say that it can bear that.",
    remedy: "Link with /DYNAMICBASE and /NXCOMPAT (`--dynamicbase --nxcompat` of GNU's linker); all \
             linkers of today do unless told otherwise.",
    source: "PE format, \"DLL Characteristics\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let places = loaded(wheel).into_iter().filter_map(|(binary, pe)| {
        let lacks = match (pe.is_relocatable, pe.has_nx) {
            (true, true) => return None,
            (false, true) => "without ASLR",
            (true, false) => "without DEP",
            (false, false) => "without ASLR and DEP",
        };
        Some(Place::member(&binary.path).with(lacks))
    });
    Found::places("gives up protections of Windows", places)
}
