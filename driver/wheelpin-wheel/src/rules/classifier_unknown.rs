use crate::metadata::{CoreMetadata, Standing, classifier};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "classifier-unknown",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "classifiers that PyPI does not know",
    why: "PyPI refuses a file that has one; upper and lower case and spaces count.",
    remedy: "Copy the classifier from PyPI's list of classifiers, or take it out.",
    source: "PyPI's upload code, `forklift/metadata.py`; trove-classifiers",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let unknown = metadata.all("classifier").filter(|name| classifier(name) == Standing::Unknown);
    Found::places(
        "has classifiers that PyPI does not know",
        unknown.map(|name| metadata.place(name)),
    )
}
