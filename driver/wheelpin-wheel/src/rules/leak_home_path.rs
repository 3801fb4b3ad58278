use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-home-path",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "paths in a home directory",
    why: "They tell the name of a user and how a machine is laid out, and make the bytes depend \
          on it. Cargo's registry is in the home directory, so panic messages of dependencies \
          have it.",
    remedy: "Remap it: `--remap-path-prefix=$HOME/.cargo=/cargo` in RUSTFLAGS. wheelpin's own \
             builds do so.",
    source: "reproducible-builds.org, \"Build path\"",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::HomePath, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds paths of a home directory";
