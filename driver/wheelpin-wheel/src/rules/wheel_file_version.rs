use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-file-version",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Wheel-Version that is missing, or has another major version than 1",
    why: "Installers refuse a newer major version, and files that do not say theirs.",
    remedy: "Build it with a tool that writes `Wheel-Version: 1.0`.",
    source: "PyPA specifications, \"Binary distribution format\", \"Installing a wheel\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let file = wheel.documents.wheel.as_ref().filter(|file| file.unreadable.is_none())?;
    let version = file.version.as_deref();
    let place = Place::member(&file.path);
    match version {
        Some(version) if is_first(version) => None,
        Some(version) => {
            let place = place.with(&format!("Wheel-Version: {version}"));
            Some(Found::new("is of a version of wheels that nobody installs").at([place]))
        }
        None => Some(Found::new("does not say which version of wheels it is").at([place])),
    }
}

/// Whether it is `1.N`.
fn is_first(version: &str) -> bool {
    version.strip_prefix("1.").is_some_and(|minor| minor.parse::<u32>().is_ok())
}
