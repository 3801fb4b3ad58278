use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-overlap",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members that share bytes",
    why: "It is how small files are made that unpack to petabytes. PyPI and CPython refuse the \
          file.",
    remedy: "Build the archive with a tool that gives each member bytes of its own.",
    source: "CPython's `zipfile` since 3.12 (`Overlapped entries`); warehouse, \
          `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Overlap, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has members that share bytes";
