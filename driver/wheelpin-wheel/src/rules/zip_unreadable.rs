use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-unreadable",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "files that are no ZIP file, cut off, or hold records that readers do not know",
    why: "No index and no installer can read the file; most often it was cut off on its way.",
    remedy: "Build the file again, or copy it again.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026); CPython's `zipfile`",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Unreadable, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "is no ZIP file that can be read";
