use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-broken",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members that cannot be decompressed, or whose bytes are not those of their record",
    why: "Installers stop at such a member, or install something else than was built.",
    remedy: "Build the file again, or copy it again.",
    source: "APPNOTE 4.4.7 to 4.4.9; CPython's `zipfile`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let damaged = wheel.members.iter().filter(|member| member.is_damaged);
    let places = damaged
        .filter_map(|member| Some(Place::member(&member.path).with(member.broken.as_deref()?)));
    Found::places("has members that cannot be read", places)
}
