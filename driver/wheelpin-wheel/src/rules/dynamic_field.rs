use crate::metadata::{CoreMetadata, field};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "dynamic-field",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Dynamic that names no field, or one that has to be fixed",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Name fields of the core metadata other than Name, Version and Metadata-Version.",
    source: "PEP 643; PyPI's upload code, `forklift/metadata.py`, DYNAMIC_FIELDS",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

/// Fields that are never dynamic: those that packaging 26.3 refuses, and Dynamic itself.
const FIXED: [&str; 4] = ["Name", "Version", "Metadata-Version", "Dynamic"];

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let wrong = metadata
        .all("dynamic")
        .filter(|name| field(name).is_none_or(|field| FIXED.contains(&field.name)));
    let places = wrong.map(|name| metadata.place(&format!("Dynamic: {name}")));
    Found::places("has dynamic fields that may not be", places)
}
