use crate::finding::Place;
use crate::metadata::is_identifier;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::wheel_name::WheelName;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-name",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a file name that is none of a wheel",
    why: "PyPI refuses the file, and installers cannot tell whom it is for.",
    remedy: "Name it `NAME-VERSION-PYTHON-ABI-PLATFORM.whl`, as build tools do.",
    source: "PyPA specifications, \"Binary distribution format\", \"File name convention\"; \
             packaging 26.3, `parse_wheel_filename`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let why = match &wheel.name {
        Ok(name) => problem(name)?,
        Err(error) => error.to_string(),
    };
    Some(Found::new(format!("has a file name that {why}")).at([Place::detail(&wheel.file_name)]))
}

fn problem(name: &WheelName) -> Option<String> {
    let is_word = |one: char| one.is_alphanumeric() || one == '_' || one == '.';
    if name.name.contains("__") || !name.name.chars().all(is_word) {
        return Some("begins with no project's name".into());
    }
    if let Some(python) = name.pythons.iter().find(|python| !is_identifier(python)) {
        return Some(format!("has {python:?} for a Python"));
    }
    let is_tag = |tag: &str| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let tag = name.abis.iter().chain(&name.platforms).find(|tag| !is_tag(tag))?;
    Some(format!("has {tag:?} for an ABI or platform"))
}
