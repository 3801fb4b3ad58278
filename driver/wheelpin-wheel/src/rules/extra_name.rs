use crate::metadata::{CoreMetadata, is_name};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "extra-name",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "extras whose names are none",
    why: "Uploaders and PyPI refuse the file, and nobody can ask for such an extra.",
    remedy: "Use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.",
    source: "PEP 685; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let wrong = metadata.all("provides-extra").filter(|name| !is_name(name));
    let places = wrong.map(|name| metadata.place(&format!("Provides-Extra: {name}")));
    Found::places("has extras whose names are none", places)
}
