use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-file-build",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a build number in WHEEL that is not the file name's",
    why: "Of two wheels alike, installers take the one with the higher number of the file name.",
    remedy: "Do not rename wheels: `wheel tags --build` changes both.",
    source: "PyPA specifications, \"Binary distribution format\", \"File contents\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let file = wheel.documents.wheel.as_ref().filter(|file| file.unreadable.is_none())?;
    if name.build == file.build {
        return None;
    }
    let or_none = |build: &Option<String>| build.clone().unwrap_or_else(|| "none".into());
    let message = format!("has another build number in WHEEL than {} ", or_none(&name.build));
    let place = Place::member(&file.path).with(&format!("Build: {}", or_none(&file.build)));
    Some(Found::new(message.trim_end()).at([place]))
}
