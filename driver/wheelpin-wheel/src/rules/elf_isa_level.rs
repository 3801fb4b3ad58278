use crate::linux::{NeedKind, broken};
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-isa-level",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "binaries that say they need x86-64-v2 or newer",
    why: "A tag with x86_64 is for every such processor. The dynamic linker refuses a binary \
          that says it needs more where the processor has less.",
    remedy: "Build without -march=x86-64-v2 or newer, choose faster code when the program \
             runs, and link with -z x86-64-baseline.",
    source: "x86-64 psABI, \"Program Property\"; auditwheel 6.8.2 refuses it",
    checks: Checks {
        wheel: Some(|wheel| broken(wheel, NeedKind::Isa, "instructions")),
        ..Checks::NONE
    },
};
