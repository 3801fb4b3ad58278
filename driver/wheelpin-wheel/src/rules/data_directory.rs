use std::collections::BTreeSet;

use crate::finding::Place;
use crate::metadata::{Installed, installed};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "data-directory",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "`.data` with other directories than installers know, or files of its own",
    why: "Installers refuse the file: they cannot tell where such members go.",
    remedy: "Use `purelib`, `platlib`, `headers`, `scripts` and `data` only.",
    source: "PyPA specifications, \"Binary distribution format\", \"The .data directory\"; pip 25, \
             `_install_wheel`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let mut seen = BTreeSet::new();
    let unknown = wheel.members.iter().filter(|member| match installed(&member.path) {
        Installed::Data("headers" | "scripts" | "data", _) => false,
        Installed::Data("", _) => true,
        // One member of each directory will do.
        Installed::Data(key, _) => seen.insert(key),
        _ => false,
    });
    let message = "has data that installers have no place for";
    Found::places(message, unknown.map(|member| Place::member(&member.path)))
}
