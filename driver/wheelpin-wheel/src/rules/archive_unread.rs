use crate::archive::ProblemKind;
use crate::rule::{Checks, Found};
use crate::sdist::{Sdist, SdistProblemKind};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "archive-unread",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "files that hold more than is read",
    why: "What was not read was not checked.",
    remedy: "Split what is in the file over several, or check the rest by other means.",
    source: "this program's own limits, which keep a hostile file from filling memory or time",
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

const MESSAGE: &str = "holds more than is read of one file";

fn check(wheel: &Wheel) -> Option<Found> {
    wheel.archive.problems.found(ProblemKind::Unread, MESSAGE)
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    sdist.found(SdistProblemKind::Unread, MESSAGE)
}
