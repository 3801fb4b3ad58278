use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-sandbox-path",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "directories within the sandbox that Nix builds in",
    why: "The same source built without a sandbox, or by another Nix, then gives other bytes. In \
          builds of wheelpin it is an error: paths are remapped there, so one that is left comes \
          from the project's own build script or C parts.",
    remedy: "Find it (`strings FILE | grep /build/`), and have what writes it take a relative path; \
             `-ffile-prefix-map` does so for C.",
    source: "reproducible-builds.org, \"Build path\"",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::SandboxPath, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds paths of Nix's sandbox";
