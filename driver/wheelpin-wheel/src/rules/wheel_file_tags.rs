use std::collections::BTreeSet;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-file-tags",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "tags in WHEEL that are not those of the file name",
    why: "Tools that look into the wheel take it for another platform than installers do.",
    remedy: "Do not rename wheels: `wheel tags` changes both, and build tools write both.",
    source: "PyPA specifications, \"Binary distribution format\", \"File contents\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let file = wheel.documents.wheel.as_ref().filter(|file| file.unreadable.is_none())?;
    let promised: BTreeSet<String> = name.expanded().collect();
    let written: BTreeSet<String> = file.tags.iter().cloned().collect();
    let lacking = promised.difference(&written).map(|tag| format!("lacks Tag: {tag}"));
    let more = written.difference(&promised).map(|tag| format!("has Tag: {tag}"));
    let places = lacking.chain(more).map(|tag| Place::member(&file.path).with(&tag));
    Found::places("has other tags in WHEEL than in its file name", places)
}
