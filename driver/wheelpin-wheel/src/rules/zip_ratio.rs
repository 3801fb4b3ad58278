use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-ratio",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "files that decompress to more than 64 MiB and 50 times their size",
    why: "PyPI takes such a file for a bomb and refuses it; of this one only small members were \
          read.",
    remedy: "Leave out what compresses so well (empty tables, generated data), or store it \
          compressed.",
    source: "warehouse, `COMPRESSION_RATIO_THRESHOLD` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Ratio, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "decompresses to far more than it is";
