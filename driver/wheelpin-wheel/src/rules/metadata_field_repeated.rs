use std::collections::BTreeSet;

use crate::metadata::{CoreMetadata, FIELDS};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-field-repeated",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a field that may stand there once and stands there again, or a Project-URL whose label does",
    why: "Uploaders refuse the file: nobody can tell which of them is meant.",
    remedy: "Keep one of them.",
    source: "PyPA specifications, \"Core metadata\"; packaging 26.3, `parse_email`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let once = FIELDS.iter().filter(|field| !field.multiple);
    let fields = once.filter_map(|field| {
        let times = metadata.all(&field.name.to_ascii_lowercase()).count();
        (times > 1).then(|| metadata.place(&format!("{} stands there {times} times", field.name)))
    });
    let mut labels = BTreeSet::new();
    let urls = metadata.all("project-url").filter_map(|value| {
        let label = value.split(',').next().unwrap_or_default().trim();
        (!labels.insert(label)).then(|| metadata.place(&format!("Project-URL: {value}")))
    });
    Found::places("has fields twice that may stand there once", fields.chain(urls))
}
