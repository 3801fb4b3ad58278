use crate::finding::Place;
use crate::member::MemberKind;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pure-with-binaries",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "libraries in a wheel that says it is pure, or is for any platform",
    why: "They go where systems with two library directories expect pure Python; and a wheel for \
          any platform is installed where they cannot be loaded.",
    remedy: "Let the build tool know of the libraries, so that it writes `Root-Is-Purelib: false` \
             and a platform tag.",
    source: "PyPA specifications, \"Binary distribution format\", \"What's the deal with \\\"purelib\\\" \
             vs. \\\"platlib\\\"?\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let is_any = name.platforms.iter().any(|platform| platform == "any");
    let is_pure = wheel.documents.wheel.as_ref().is_some_and(|file| file.is_pure());
    if !is_any && !is_pure {
        return None;
    }
    // What is marked as bound to a platform goes to the right place.
    let is_marked = |path: &str| path.contains(".data/platlib/") && !is_any;
    // Programs for Windows, such as launchers, are data to wheels that are pure.
    let libraries = wheel.library().filter(|(member, path)| {
        let is_library = match member.kind {
            MemberKind::Elf | MemberKind::MachO => true,
            MemberKind::Pe => [".pyd", ".dll"].iter().any(|end| path.ends_with(end)),
            MemberKind::Wasm | MemberKind::Other => false,
        };
        is_library && !is_marked(&member.path)
    });
    let message = if is_any {
        "is for any platform and holds libraries for some"
    } else {
        "says that it is pure and holds libraries"
    };
    Found::places(message, libraries.map(|(member, _)| Place::member(&member.path)))
}
