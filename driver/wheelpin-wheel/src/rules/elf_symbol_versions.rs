use crate::linux::{NeedKind, broken};
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-symbol-versions",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "versions of symbols that are newer than the systems of the tag",
    why: "The dynamic linker refuses to load a library that needs a version of a symbol \
          which the system's own libraries do not have; importing the module fails there.",
    remedy: "Build it against an older system: with Zig for the glibc of the tag, or in the \
             manylinux image of that name.",
    source: "PEP 600; policies of auditwheel 6.8.2",
    checks: Checks {
        wheel: Some(|wheel| broken(wheel, NeedKind::Version, "versions of symbols")),
        ..Checks::NONE
    },
};
