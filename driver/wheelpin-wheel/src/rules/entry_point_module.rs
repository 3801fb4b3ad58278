use std::collections::HashSet;

use crate::finding::Place;
use crate::metadata::module_stem;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "entry-point-module",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "entry points to modules that the wheel does not hold",
    why: "Such a script or plugin fails at its first use, unless a dependency has the module.",
    remedy: "Correct the name of the module, or put the module into the package.",
    source: "PyPA specifications, \"Entry points\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Packages within packages that are looked into; none of a real project comes near.
const DEEPEST: usize = 16;

fn check(wheel: &Wheel) -> Option<Found> {
    let entry_points = wheel.documents.entry_points.as_ref()?;
    let modules = modules(wheel);
    let missing = entry_points.points.iter().filter_map(|point| {
        let (module, _) = point.object()?;
        let is_deep = module.matches('.').count() >= DEEPEST;
        let path = module.replace('.', "/");
        (!is_deep && !modules.contains(path.as_str())).then(|| {
            let line = format!("{} = {}", point.name, point.value);
            Place::member(&entry_points.path).with(&line)
        })
    });
    Found::places("has entry points to modules that it does not hold", missing)
}

/// Packages, those without `__init__.py` too, and modules: paths without a suffix.
fn modules(wheel: &Wheel) -> HashSet<&str> {
    let mut modules = HashSet::new();
    for (_, path) in wheel.library() {
        let slashes = path.match_indices('/').take(DEEPEST);
        modules.extend(slashes.filter_map(|(slash, _)| path.get(..slash)));
        let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
        if let Some(stem) = path.get(name_at..).and_then(module_stem) {
            modules.extend(path.get(..name_at + stem.len()));
        }
    }
    modules
}
