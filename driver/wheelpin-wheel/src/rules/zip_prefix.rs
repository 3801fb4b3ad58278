use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-prefix",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "bytes before the first member",
    why: "The file is something else as well, such as a program that unpacks itself. PyPI refuses \
          it.",
    remedy: "Publish the archive as it was built, with nothing before it.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Prefix, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has bytes before its first member";
