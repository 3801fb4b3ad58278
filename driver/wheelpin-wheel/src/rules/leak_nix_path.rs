use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-nix-path",
    area: Area::Leaks,
    severity: Severity::Error,
    finds: "paths of the Nix store, or of a directory that Nix builds in",
    why: "Such a path is there on the machine that built the file and on no other: a library \
          that is loaded from it fails everywhere else. It also makes the bytes depend on where \
          they were built.",
    remedy: "Find what put it there: `strings FILE | grep /nix/store`. Link the library \
             statically or bundle it; remap paths of sources with `--remap-path-prefix` and \
             `-ffile-prefix-map`.",
    source: "reproducible builds; wheels on PyPI that could not be loaded for it (reference: \
             parry-guard 87)",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::NixPath, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds paths of the Nix store or of a build by Nix";
