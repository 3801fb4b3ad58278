use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "dist-info-name",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a `.dist-info` directory that is not called as the file is",
    why: "PyPI refuses the file: it looks for `NAME-VERSION.dist-info` of the very file name.",
    remedy: "Build it again; do not rename wheels, but use `wheel tags` for other tags.",
    source: "PyPA specifications, \"Binary distribution format\"; PyPI's upload code, \
             `forklift/legacy.py`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let documents = &wheel.documents;
    let dist_info = documents.dist_info.as_ref()?;
    let wanted = format!("{}-{}.dist-info", name.name, name.version);
    if documents.dist_infos.len() > 1 || *dist_info == wanted {
        return None;
    }
    Some(
        Found::new(format!("keeps its metadata elsewhere than in {wanted}"))
            .at([Place::member(dist_info)]),
    )
}
