use crate::metadata::{Installed, installed};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-empty",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a wheel that holds nothing but its metadata",
    why: "Mostly the build did not find the package; only packages that are a list of dependencies \
          are meant so.",
    remedy: "Tell the build tool where the package is: `python-source` or `module-name` in \
             `[tool.maturin]`.",
    source: "check-wheel-contents 0.6.3, W008",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let mut places = wheel.members.iter().map(|member| installed(&member.path));
    let is_empty = places.all(|place| place == Installed::DistInfo);
    (is_empty && wheel.documents.dist_info.is_some())
        .then(|| Found::new("holds nothing but its metadata"))
}
