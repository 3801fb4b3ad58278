use crate::metadata::{CoreMetadata, VERSIONS};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-version",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Metadata-Version that is missing, unknown, or not yet taken by PyPI",
    why: "PyPI refuses the file.",
    remedy: "Update the tool that builds the package; for 2.6, build with one that writes 2.5 or \
             older.",
    source: "PyPI's upload code, `forklift/metadata.py`, SUPPORTED_METADATA_VERSIONS (2026-08-21)",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

/// Versions that are approved, and that PyPI does not take yet.
const TOO_NEW: &[&str] = &["2.6"];

fn check(metadata: &CoreMetadata) -> Option<Found> {
    if metadata.all("metadata-version").count() > 1 {
        return None;
    }
    let Some(version) = metadata.one("metadata-version") else {
        return Some(Found::new("has no Metadata-Version").at([metadata.place("")]));
    };
    let message = if !VERSIONS.contains(&version) {
        "has a Metadata-Version that there is not"
    } else if TOO_NEW.contains(&version) {
        "has a Metadata-Version that PyPI does not take yet"
    } else {
        return None;
    };
    let place = metadata.place(&format!("Metadata-Version: {version}"));
    Some(Found::new(message).at([place]))
}
