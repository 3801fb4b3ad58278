use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-duplicate-name",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "two members of one name",
    why: "Which of them is installed depends on the reader. PyPI refuses the file.",
    remedy: "Find out what adds the file twice and keep one of them.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::DuplicateName, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has several members of one name";
