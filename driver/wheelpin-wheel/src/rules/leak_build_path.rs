use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-build-path",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "directories that continuous integration or a container builds in",
    why: "The bytes then depend on where they were built, and tell it. Panic messages and debug \
          information show people paths that they do not have.",
    remedy: "Remap them: `--remap-path-prefix=$PWD=/source` in RUSTFLAGS, `-ffile-prefix-map` in \
             CFLAGS. wheelpin's own builds do so.",
    source: "reproducible-builds.org, \"Build path\"",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::BuildPath, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds paths of the directory it was built in";
