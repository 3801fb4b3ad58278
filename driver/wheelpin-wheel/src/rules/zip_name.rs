use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-name",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "names of members that are no UTF-8, not marked as such, or have control characters",
    why: "Readers decode such a name in different ways or cut it short. PyPI refuses the file.",
    remedy: "Rename the file; a tool that writes names beyond ASCII must set flag bit 11.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026); APPNOTE 4.4.4",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Name, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has names that cannot be read one way alone";
