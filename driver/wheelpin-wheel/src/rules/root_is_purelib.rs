use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "root-is-purelib",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a Root-Is-Purelib that is missing, or neither true nor false",
    why: "Installers take it for false, and put pure Python where binaries go.",
    remedy: "Build it with a tool that writes `Root-Is-Purelib`.",
    source: "PyPA specifications, \"Binary distribution format\", \"File contents\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let file = wheel.documents.wheel.as_ref().filter(|file| file.unreadable.is_none())?;
    let place = Place::member(&file.path);
    match file.root_is_purelib.as_deref() {
        Some("true" | "false") => None,
        Some(other) => {
            let place = place.with(&format!("Root-Is-Purelib: {other}"));
            Some(Found::new("says neither that it is pure nor that it is not").at([place]))
        }
        None => Some(Found::new("does not say whether it is pure").at([place])),
    }
}
