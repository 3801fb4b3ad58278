use crate::finding::Place;
use crate::member::MemberKind;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "platform-without-binaries",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a wheel for one platform without a library or program",
    why: "Either the extension is missing, or the wheel could be for any platform.",
    remedy: "Look whether the build left the library out; a pure package has `py3-none-any`.",
    source: "PyPA specifications, \"Platform compatibility tags\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Ends of names of libraries and objects that are linked, not loaded.
const LINKED: &[&str] = &[".a", ".lib", ".o", ".obj"];

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let is_any = name.platforms.iter().any(|platform| platform == "any");
    let has_binary = wheel.members.iter().any(|member| {
        member.kind != MemberKind::Other || LINKED.iter().any(|end| member.path.ends_with(end))
    });
    // Nobody knows what broken members are.
    let is_whole = wheel.members.iter().all(|member| member.broken.is_none());
    let place = Place::detail(&name.platforms.join("."));
    (!is_any && !has_binary && is_whole && !wheel.members.is_empty())
        .then(|| Found::new("is for one platform and holds no binary").at([place]))
}
