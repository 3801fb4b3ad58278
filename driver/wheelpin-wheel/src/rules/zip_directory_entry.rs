use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-directory-entry",
    area: Area::Archive,
    severity: Severity::Info,
    finds: "members that stand for directories",
    why: "Installers make directories as they need them, and RECORD does not list them; such \
          members only make the file larger.",
    remedy: "Leave them out: `zip -D`.",
    source: "PEP 427, \"RECORD\"; check-wheel-contents passes over them",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let directories = wheel.archive.entries.iter().filter(|entry| entry.is_directory());
    Found::places(
        "has members for directories",
        directories.map(|entry| Place::member(&entry.name)),
    )
}
