use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "library-empty",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "a wheel with nothing to import",
    why: "It installs programs or data only, which may be meant so.",
    remedy: "If there should be a package, tell the build tool where it is.",
    source: "check-wheel-contents 0.6.3, W007",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let has_data = wheel.members.iter().any(|member| member.path.contains(".data/"));
    (has_data && wheel.library().next().is_none()).then(|| Found::new("has nothing to import"))
}
