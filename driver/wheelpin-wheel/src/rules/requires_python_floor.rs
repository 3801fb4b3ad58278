use crate::metadata::{allows_minor, python_versions};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "requires-python-floor",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "an abi3 wheel whose oldest Python is not the oldest of Requires-Python",
    why: "Below its tag, Pythons that the package allows get no wheel; below Requires-Python, the \
          wheel keeps to an old ABI for Pythons that cannot install it.",
    remedy: "Raise or lower PyO3's feature `abi3-py3N`, or `requires-python`, unless further wheels \
             serve the others.",
    source: "PyPA specifications, \"Platform compatibility tags\", \"ABI tag\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let floor = if name.has_abi("abi3") { name.cpython_floor()? } else { return None };
    let metadata = wheel.documents.metadata.as_ref()?;
    let required = metadata.one("requires-python")?;
    let specifiers = python_versions(required).ok()?;
    // Some still allow 2.7 besides; Python 3 before 3.2 has no stable ABI.
    let oldest = (2..=60).find(|minor| allows_minor(&specifiers, *minor))?;
    let message = if oldest < floor {
        format!("is for 3.{floor} and newer, and the package allows 3.{oldest}")
    } else if oldest > floor {
        format!("is for 3.{floor} and newer, and the package asks for 3.{oldest}")
    } else {
        return None;
    };
    let place = metadata.place(&format!("Requires-Python: {required}"));
    Some(Found::new(message).at([place]))
}
