use crate::finding::Place;
use crate::metadata::is_signature;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "signature-files",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "RECORD.jws or RECORD.p7s",
    why: "Nobody verifies them, and they are no longer part of wheels.",
    remedy: "Leave them out; publish attestations instead (PEP 740).",
    source: "PEP 815",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let signatures = wheel.members.iter().filter(|member| is_signature(&member.path));
    let message = "holds signatures that nobody verifies";
    Found::places(message, signatures.map(|member| Place::member(&member.path)))
}
