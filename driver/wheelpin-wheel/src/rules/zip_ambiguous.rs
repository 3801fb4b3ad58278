use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-ambiguous",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "records that an index takes and readers take differently",
    why: "Two readers may unpack different bytes or names.",
    remedy: "Build the archive with a tool that writes each fact the same way wherever it stands.",
    source: "APPNOTE 4.3, 4.6.9",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::Ambiguous, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has records that can be read in two ways";
