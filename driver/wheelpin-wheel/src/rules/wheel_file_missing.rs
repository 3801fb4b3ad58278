use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-file-missing",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a wheel without WHEEL",
    why: "PyPI refuses the file, and installers do not install it.",
    remedy: "Build it again with a build tool.",
    source: "PyPA specifications, \"Binary distribution format\", \"File contents\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let dist_info = wheel.documents.dist_info.as_ref()?;
    let place = Place::member(&format!("{dist_info}/WHEEL"));
    wheel.document("WHEEL").is_none().then(|| Found::new("has no WHEEL").at([place]))
}
