use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-method",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members compressed by another method than deflate",
    why: "Installers need only know stored and deflated members, and many know no other. PyPI \
          refuses the file.",
    remedy: "Compress with deflate: `ZIP_DEFLATED`, `zip -Z deflate`.",
    source: "warehouse, `_is_valid_dist_file` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Method, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has members compressed by a method that installers do not know";
