use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "panic-abort",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "extension modules whose Rust panics end the process",
    why: "PyO3 turns a panic into a PanicException, which Python can catch and log. With \
          `panic = \"abort\"` the interpreter dies instead, with all that it was doing.",
    remedy: "Take `panic = \"abort\"` out of `[profile.release]` in Cargo.toml.",
    source: "the Rust reference, \"panic strategy\"; PyO3's guide, \"Error handling\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let modules = wheel.members.iter().filter(|member| {
        let is_module = member.path.ends_with(".so") || member.path.ends_with(".pyd");
        is_module && member.marks.is_rust && !member.marks.unwinds
    });
    let places = modules.map(|member| Place::member(&member.path));
    Found::places("is compiled so that a panic in Rust ends the interpreter", places)
}
