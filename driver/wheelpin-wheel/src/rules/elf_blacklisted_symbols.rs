use crate::linux::{NeedKind, broken};
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-blacklisted-symbols",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "imported names that not every system of the tag has, though it has the library",
    why: "Some names of a library are its own affair: they are there in one build of it and \
          not in the next, which no version tells. Where one is missing the module fails to \
          load.",
    remedy: "Link that library statically, or use what its headers declare.",
    source: "Policies of auditwheel 6.8.2; PEP 513 for names of Python",
    checks: Checks { wheel: Some(|wheel| broken(wheel, NeedKind::Name, "names")), ..Checks::NONE },
};
