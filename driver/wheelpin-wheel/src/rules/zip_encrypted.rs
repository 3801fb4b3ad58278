use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-encrypted",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "encrypted members",
    why: "Nothing can install them.",
    remedy: "Build the file without a password.",
    source: "APPNOTE 4.4.4; CPython's `zipfile` asks for a password",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Encrypted, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has encrypted members";
