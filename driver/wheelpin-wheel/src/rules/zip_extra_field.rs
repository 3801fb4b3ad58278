use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-extra-field",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "extra fields that are cut off, or doubled",
    why: "Readers do not agree on what the fields say. PyPI refuses the file.",
    remedy: "Build the archive without extra fields: `zip -X`.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::ExtraField, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has extra fields that cannot be read one way alone";
