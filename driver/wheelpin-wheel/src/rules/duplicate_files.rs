use std::collections::HashMap;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-files",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "files of 1 KiB or more that are there twice, byte for byte",
    why: "The wheel is larger than it has to be; often something was packed twice by accident.",
    remedy: "Look whether both are needed.",
    source: "check-wheel-contents 0.6.3, W002",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Bytes below which nothing is gained.
const SMALLEST: u64 = 1024;

fn check(wheel: &Wheel) -> Option<Found> {
    let mut first = HashMap::new();
    let large = wheel.members.iter().filter(|member| member.size >= SMALLEST);
    let again = large.filter_map(|member| {
        let path = member.path.as_str();
        let first = *first.entry(member.sha256).or_insert(path);
        (first != path).then(|| Place::member(path).with(&format!("the same as {first}")))
    });
    Found::places("holds files twice", again)
}
