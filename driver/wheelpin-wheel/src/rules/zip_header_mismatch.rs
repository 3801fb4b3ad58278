use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-header-mismatch",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "local headers that disagree with the central directory, or of which it knows nothing",
    why: "One reader unpacks what the directory lists, another what local headers say: they \
          install different files. PyPI refuses the file.",
    remedy: "Build the file again with a tool that does not patch ZIP files.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::HeaderMismatch, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has local headers that disagree with the central directory";
