use crate::linux::{NeedKind, broken};
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-libraries",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "libraries that are neither in the wheel nor on every system of the tag",
    why: "A policy lists the libraries that every system of a tag has. One that needs \
          another works only where somebody happened to install it, and only in that version.",
    remedy: "Link the library statically, or put it into the wheel and find it by a search \
             path that begins with $ORIGIN: auditwheel repair does both.",
    source: "PEP 600; policies of auditwheel 6.8.2",
    checks: Checks {
        wheel: Some(|wheel| broken(wheel, NeedKind::Library, "libraries")),
        ..Checks::NONE
    },
};
