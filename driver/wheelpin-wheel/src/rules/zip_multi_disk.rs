use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-multi-disk",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "members or records that are said to be on another disk",
    why: "Archives of several disks cannot be installed; readers that mind refuse the file.",
    remedy: "Build the archive as one file.",
    source: "APPNOTE 4.3.16, 4.4.11",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Disk, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "is said to be of several disks";
