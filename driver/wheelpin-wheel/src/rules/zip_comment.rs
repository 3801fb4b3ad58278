use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-comment",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "comments of members",
    why: "A comment in the central directory can hold records that some readers take for members. \
          PyPI refuses the file.",
    remedy: "Build the archive without comments of members.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Comment, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has comments of members";
