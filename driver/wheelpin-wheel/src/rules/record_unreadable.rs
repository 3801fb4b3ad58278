use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-unreadable",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a RECORD that is no CSV of paths, hashes and sizes in UTF-8",
    why: "Installers fail on it, and uninstallers leave files behind.",
    remedy: "Repack the wheel with `wheel pack`, which writes RECORD.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let member = wheel.document("RECORD")?;
    let why = match &wheel.documents.record {
        None => "is too long to be read",
        Some(record) => record.unreadable.as_deref()?,
    };
    Some(Found::new("has a RECORD that cannot be read").at([Place::member(&member.path).with(why)]))
}
