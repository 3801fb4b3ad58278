use crate::finding::Place;
use crate::linux::Linux;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-text-relocations",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "libraries whose code has to be changed when they are loaded",
    why: "Such code is writable for a moment and shared with no other process; SELinux and \
          Android refuse it.",
    remedy: "Compile everything with -fPIC, C and assembly too, and link with -z text.",
    source: "System V gABI 4.1, chapter 5, DT_TEXTREL",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let with = linux.counted.iter().filter(|(_, elf)| elf.has_text_relocations);
    Found::places(
        "has code that is changed when it is loaded",
        with.map(|(path, _)| Place::member(path)),
    )
}
