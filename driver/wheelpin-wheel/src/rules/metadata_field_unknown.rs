use std::collections::BTreeSet;

use crate::metadata::{CoreMetadata, field};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-field-unknown",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "fields that the core metadata does not have",
    why: "Indexes drop them, and twine refuses to upload the file.",
    remedy: "Take them out, or correct their names.",
    source: "PyPA specifications, \"Core metadata\"; twine 7.0.0",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let unknown: BTreeSet<&str> = metadata.keys().filter(|key| field(key).is_none()).collect();
    Found::places(
        "has fields that nobody knows",
        unknown.into_iter().map(|key| metadata.place(key)),
    )
}
