use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-gap",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "bytes between members that are no part of any",
    why: "What is deleted from an archive in place stays there, and can be read as members. PyPI \
          refuses the file.",
    remedy: "Build the archive anew in place of changing it.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Gap, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has bytes between its members";
