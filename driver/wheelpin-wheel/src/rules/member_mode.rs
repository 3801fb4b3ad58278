use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-mode",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "permissions that no file should have, and members that are no files",
    why: "Installers that keep permissions would install programs with another's rights, or files \
          that cannot be read.",
    remedy: "Set permissions of 644, or 755 for programs, before the build.",
    source: "POSIX, `sys/stat.h`; pip keeps nothing but the bits for execution",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

const TYPE: u32 = 0o170_000;
const LINK: u32 = 0o120_000;
const DIRECTORY: u32 = 0o040_000;
const FILE: u32 = 0o100_000;

fn check(wheel: &Wheel) -> Option<Found> {
    let places = wheel.archive.entries.iter().filter_map(|entry| {
        let mode = entry.unix_mode?;
        let why = fault(mode)?;
        Some(Place::member(&entry.name).with(&format!("mode {mode:o}: {why}")))
    });
    Found::places("has members with odd permissions", places)
}

fn fault(mode: u32) -> Option<&'static str> {
    match mode & TYPE {
        // Links have a rule of their own.
        LINK => None,
        // Some writers leave out the type, or all of it.
        0 | FILE | DIRECTORY => match mode & 0o7777 {
            0 => None,
            bits if bits & 0o6000 != 0 => Some("it runs with its owner's rights"),
            bits if bits & 0o400 == 0 => Some("its owner cannot read it"),
            _ => None,
        },
        _ => Some("it is neither a file nor a directory"),
    }
}
