use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip64-form",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "ZIP64 records and fields in a form that readers do not agree on",
    why: "Readers take sizes from different places and then see different members. PyPI refuses \
          the file.",
    remedy: "Build the archive with a tool that writes ZIP64 as APPNOTE has it: CPython's \
          `zipfile`, maturin.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026); CPython's `zipfile`; APPNOTE \
          4.3.14, 4.5.3",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Zip64, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has ZIP64 records that PyPI does not take";
