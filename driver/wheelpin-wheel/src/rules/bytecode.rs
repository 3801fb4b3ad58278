use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "bytecode",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "compiled Python: `.pyc` and `.pyo`",
    why: "It is for one version of Python, holds paths of the machine that built it, and is made \
          anew when the package is installed.",
    remedy: "Leave `__pycache__` out of what is packed.",
    source: "check-wheel-contents 0.6.3, W001",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let compiled = wheel
        .members
        .iter()
        .filter(|member| member.path.ends_with(".pyc") || member.path.ends_with(".pyo"));
    Found::places("holds compiled Python", compiled.map(|member| Place::member(&member.path)))
}
