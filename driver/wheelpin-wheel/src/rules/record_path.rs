use crate::finding::Place;
use crate::metadata::RecordLine;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-path",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "paths in RECORD with `\\`",
    why: "Tools on other systems than Windows take them for other files.",
    remedy: "Repack the wheel with `wheel pack`, which writes `/`.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let wrong = record.lines.iter().filter(|line: &&RecordLine| line.had_backslash);
    let message = "has paths in RECORD with a backslash";
    Found::places(message, wrong.map(|line| Place::member(&line.path)))
}
