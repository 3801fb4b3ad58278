use std::collections::HashMap;

use crate::finding::Place;
use crate::member::Member;
use crate::metadata::url_safe_base64;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-hash",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "members that do not have the hash that RECORD gives",
    why: "They were changed after the wheel was made; installers that look refuse the file.",
    remedy: "Find out what changed them, and repack with `wheel pack`, which writes RECORD anew.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let members: HashMap<&str, &Member> =
        wheel.members.iter().map(|member| (member.path.as_str(), member)).collect();
    let wrong = record.lines.iter().filter_map(|line| {
        let (_, digest) = line.hash().filter(|(algorithm, _)| *algorithm == "sha256")?;
        let member = members.get(line.path.as_str()).filter(|member| member.broken.is_none())?;
        let is_same = digest.trim_end_matches('=') == url_safe_base64(&member.sha256);
        (!is_same).then(|| Place::member(&member.path).with(&line.hash))
    });
    Found::places("holds members that are not what RECORD says", wrong)
}
