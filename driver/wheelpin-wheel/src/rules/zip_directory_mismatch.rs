use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-directory-mismatch",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "an end record that speaks of another central directory than there is",
    why: "Readers that go by the number, size or place of the directory see other members than \
          readers that go by its records. PyPI refuses the file.",
    remedy: "Build the file again with a tool that does not patch ZIP files.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::DirectoryMismatch, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has an end record that does not fit its central directory";
