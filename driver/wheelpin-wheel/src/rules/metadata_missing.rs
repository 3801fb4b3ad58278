use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-missing",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a wheel without METADATA, or without `.dist-info`",
    why: "PyPI refuses the file, and installers cannot tell what it is.",
    remedy: "Build it with a build tool; a wheel is more than a ZIP file of modules.",
    source: "PyPA specifications, \"Binary distribution format\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    if !wheel.archive.is_whole() {
        return None;
    }
    let Some(dist_info) = &wheel.documents.dist_info else {
        return Some(Found::new("has no .dist-info directory"));
    };
    let is_missing = wheel.document("METADATA").is_none();
    let place = Place::member(&format!("{dist_info}/METADATA"));
    is_missing.then(|| Found::new("has no METADATA").at([place]))
}
