use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-classifier",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "classifiers for licences beside License-Expression",
    why: "The expression says it all; indexes may refuse both some day, and some build tools do.",
    remedy: "Take the classifiers that begin with `License ::` out.",
    source: "PEP 639, \"Deprecate license classifiers\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    metadata.one("license-expression")?;
    let all = metadata.all("classifier").filter(|name| name.starts_with("License ::"));
    Found::places("names its licence a second time", all.map(|name| metadata.place(name)))
}
