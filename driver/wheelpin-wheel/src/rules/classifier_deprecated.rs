use crate::metadata::{CoreMetadata, Standing, classifier};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "classifier-deprecated",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "classifiers that PyPI has withdrawn",
    why: "PyPI refuses a file that has one.",
    remedy: "Take them out, or write what stands in for them.",
    source: "PyPI's upload code, `forklift/metadata.py`; trove-classifiers",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let places = metadata.all("classifier").filter_map(|name| match classifier(name) {
        Standing::Deprecated(instead) => {
            Some(metadata.place(&format!("{name} (write {instead} instead)")))
        }
        _ => None,
    });
    Found::places("has classifiers that were withdrawn", places)
}
