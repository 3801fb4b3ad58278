use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "toplevel-init",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "`__init__.py` outside of any package",
    why: "It makes a package of `site-packages` itself; the package's own directory was lost.",
    remedy: "Pack the directory of the package, not what is in it.",
    source: "check-wheel-contents 0.6.3, W006",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let init = wheel.library().filter(|(_, path)| *path == "__init__.py");
    let message = "has an __init__.py outside of any package";
    Found::places(message, init.map(|(member, _)| Place::member(&member.path)))
}
