use std::collections::HashSet;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-duplicate",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "paths that RECORD lists twice",
    why: "Readers disagree on which line counts.",
    remedy: "Repack the wheel with `wheel pack`, which writes RECORD anew.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let mut seen = HashSet::new();
    let again = record.lines.iter().filter(|line| !seen.insert(line.path.as_str()));
    Found::places("lists members in RECORD twice", again.map(|line| Place::member(&line.path)))
}
