use crate::linux::{NeedKind, broken};
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "libpython-linked",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "modules for Linux that are linked to libpython",
    why: "Most Pythons of Linux have their library within the program. A module that is \
          linked to libpython does not load there, or brings a second Python with it.",
    remedy: "Link modules without -lpython: PyO3 does so where PYO3_BUILD_EXTENSION_MODULE=1 \
             is set, as maturin sets it.",
    source: "PEP 513, \"libpythonX.Y.so.1\"",
    checks: Checks {
        wheel: Some(|wheel| broken(wheel, NeedKind::Libpython, "a library of Python")),
        ..Checks::NONE
    },
};
