use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-trailing-data",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "bytes behind the end of the archive",
    why: "Two archives in one file are one or the other, by reader. PyPI refuses the file.",
    remedy: "Publish the archive as it was built, with nothing behind it.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Trailing, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has bytes behind its end";
