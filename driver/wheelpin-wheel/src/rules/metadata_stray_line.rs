use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-stray-line",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a line among the fields that is none",
    why: "What follows it is taken for the description, so fields are lost without a word.",
    remedy: "Fold values of several lines: begin each further line with spaces.",
    source: "PyPA specifications, \"Core metadata\"; Python's `email.parser`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let line = metadata.stray.as_deref()?;
    Some(Found::new("has a line that is no field").at([metadata.place(line)]))
}
