use crate::metadata::{CoreMetadata, Requirement};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "direct-url-dependency",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "dependencies on an address instead of a version",
    why: "PyPI refuses the file: what is installed has to come from the index alone.",
    remedy: "Depend on a published version.",
    source: "PyPI's upload code, `forklift/metadata.py`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let all = ["requires-dist", "provides-dist", "obsoletes-dist"].into_iter();
    let direct = all
        .flat_map(|key| metadata.all(key))
        .filter(|text| Requirement::read(text).is_ok_and(|requirement| requirement.has_url));
    Found::places("depends on addresses", direct.map(|text| metadata.place(text)))
}
