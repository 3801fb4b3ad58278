use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-missing",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a wheel without RECORD",
    why: "PyPI refuses the file, and installers do not install it.",
    remedy: "Build it again; repack changed wheels with `wheel pack`, which writes RECORD.",
    source: "PyPA specifications, \"Binary distribution format\", \"File contents\"; PyPI's upload \
             code, `utils/wheel.py`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let dist_info = wheel.documents.dist_info.as_ref()?;
    let place = Place::member(&format!("{dist_info}/RECORD"));
    wheel.document("RECORD").is_none().then(|| Found::new("has no RECORD").at([place]))
}
