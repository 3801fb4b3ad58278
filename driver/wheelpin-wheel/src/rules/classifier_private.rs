use crate::metadata::{CoreMetadata, Standing, classifier};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "classifier-private",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a classifier that begins with `Private ::`",
    why: "It keeps a package off PyPI, which refuses such a file by design.",
    remedy: "Take it out before you publish; ignore this rule for a package that stays private.",
    source: "PyPI's help page, \"How can I ensure that a package is not uploaded by accident?\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let private = metadata.all("classifier").filter(|name| classifier(name) == Standing::Private);
    Found::places("is marked as private", private.map(|name| metadata.place(name)))
}
