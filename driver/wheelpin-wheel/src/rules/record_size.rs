use std::collections::HashMap;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-size",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "members of the right hash that do not have the size that RECORD gives",
    why: "Tools that look at sizes first take them for damaged.",
    remedy: "Repack the wheel with `wheel pack`, which writes RECORD anew.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let whole = wheel.members.iter().filter(|member| member.broken.is_none());
    let sizes: HashMap<&str, u64> =
        whole.map(|member| (member.path.as_str(), member.size)).collect();
    let wrong = record.lines.iter().filter_map(|line| {
        let (claimed, size) = (line.size?, *sizes.get(line.path.as_str())?);
        (claimed != size).then(|| {
            Place::member(&line.path)
                .with(&format!("RECORD says {claimed} bytes, there are {size}"))
        })
    });
    Found::places("gives wrong sizes in RECORD", wrong)
}
