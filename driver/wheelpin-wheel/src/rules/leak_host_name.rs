use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-host-name",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "names of machines that built the file",
    why: "They tell about a private machine and differ from build to build.",
    remedy: "Find the tool that records it (a build script with `hostname`, a version banner) \
             and turn that off.",
    source: "reproducible-builds.org, \"Environment\"",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::HostName, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds the name of a machine";
