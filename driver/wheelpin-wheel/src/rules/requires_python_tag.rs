use crate::metadata::{allows_minor, python_versions};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::wheel_name::WheelName;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "requires-python-tag",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Requires-Python that excludes every Python the tags name",
    why: "Nobody can install the file.",
    remedy: "Build for a Python that `requires-python` allows, or allow this one.",
    source: "PyPA specifications, \"Core metadata\", Requires-Python",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// The newest minor version of Python 3 that is thought of.
const NEWEST: u32 = 60;

fn check(wheel: &Wheel) -> Option<Found> {
    let metadata = wheel.documents.metadata.as_ref()?;
    let required = metadata.one("requires-python")?;
    let specifiers = python_versions(required).ok()?;
    let name = wheel.name.as_ref().ok()?;
    let is_for = |minors: std::ops::RangeInclusive<u32>| {
        minors.into_iter().any(|minor| allows_minor(&specifiers, minor))
    };
    let fits = name.pythons.iter().any(|python| match minor(name, python) {
        Some((first, true)) => is_for(first..=first.max(NEWEST)),
        Some((only, false)) => is_for(only..=only),
        None => true,
    });
    let place = metadata.place(&format!("Requires-Python: {required}"));
    (!fits).then(|| {
        let pythons = name.pythons.join(".");
        Found::new(format!("is for {pythons}, which its Requires-Python excludes")).at([place])
    })
}

/// The minor version of Python 3 that a tag names, and whether newer ones take it too; none
/// for what is not known to exclude any.
fn minor(name: &WheelName, python: &str) -> Option<(u32, bool)> {
    if let Some(minor) = python.strip_prefix("cp3").and_then(|minor| minor.parse().ok()) {
        let is_open = name.abis.iter().any(|abi| matches!(abi.as_str(), "abi3" | "abi3t" | "none"));
        return Some((minor, is_open));
    }
    let minor = python.strip_prefix("py3")?.parse().ok()?;
    Some((minor, true))
}
