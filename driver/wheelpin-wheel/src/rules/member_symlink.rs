use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-symlink",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "symbolic links",
    why: "Wheels have no links: installers write a file that holds the path the link leads to.",
    remedy: "Store what the link leads to in its place.",
    source: "PEP 427; pip unpacks every member as a file",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let links = wheel.archive.entries.iter().filter(|entry| entry.is_symlink());
    Found::places("has symbolic links", links.map(|entry| Place::member(&entry.name)))
}
