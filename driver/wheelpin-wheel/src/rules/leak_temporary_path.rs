use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-temporary-path",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "directories for temporary files",
    why: "Their names are made anew for each build: the same source never gives the same bytes.",
    remedy: "Build in a directory of a fixed name, or remap it with `--remap-path-prefix`.",
    source: "reproducible-builds.org, \"Build path\"",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::TemporaryPath, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds paths of temporary directories";
