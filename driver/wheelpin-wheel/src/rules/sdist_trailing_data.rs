use crate::rule::Checks;
use crate::sdist::SdistProblemKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-trailing-data",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "bytes behind the end of an sdist",
    why: "They belong to nothing that is unpacked, and some tools refuse the file for them.",
    remedy: "Publish the file as it was built.",
    source: "RFC 1952; POSIX.1-2001, pax: two blocks of zeros are the end",
    checks: Checks {
        sdist: Some(|sdist| sdist.found(SdistProblemKind::Trailing, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has bytes behind its end";
