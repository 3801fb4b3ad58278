use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-file-version",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Wheel-Version that is missing, or other than 1.0",
    why: "Installers refuse a newer major version, and warn of a newer minor one.",
    remedy: "Build it with a tool that writes `Wheel-Version: 1.0`.",
    source: "PyPA specifications, \"Binary distribution format\", \"Installing a wheel\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let file = wheel.documents.wheel.as_ref().filter(|file| file.unreadable.is_none())?;
    let version = file.version.as_deref();
    let place = Place::member(&file.path);
    match version {
        Some("1.0") => None,
        Some(version) => {
            let place = place.with(&format!("Wheel-Version: {version}"));
            Some(Found::new("is of a version of wheels that nobody installs").at([place]))
        }
        None => Some(Found::new("does not say which version of wheels it is").at([place])),
    }
}
