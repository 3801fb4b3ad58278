use std::collections::HashSet;

use crate::apple::{loaded, places, targets};
use crate::binary::{LoadPath, Platform};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-missing-library",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "libraries that a module loads by a path within the wheel, and that are not there",
    why: "Importing the module fails unless something else, such as another package, has loaded a \
          library of that name before.",
    remedy: "Put the library into the wheel where the path leads, or correct the path or the \
             LC_RPATH (`install_name_tool -change`, `-add_rpath`; sign again afterwards).",
    source: "dyld(1): @rpath, @loader_path",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Modules for iOS are linked with it: the app that runs them brings it (PEP 730).
const IOS_PYTHON: &str = "@rpath/Python.framework/Python";

fn check(wheel: &Wheel) -> Option<Found> {
    let targets = targets(wheel);
    if targets.is_empty() {
        return None;
    }
    let is_for_ios = targets.iter().any(|target| target.platform != Platform::MacOs);
    let names: HashSet<&str> = wheel.binaries.iter().map(|binary| binary.file_name()).collect();
    let places = places(loaded(wheel), |slice| {
        let missing = slice.libraries.iter().filter(|library| {
            let name = library.name.rsplit('/').next().unwrap_or_default();
            let is_python = is_for_ios && library.name == IOS_PYTHON;
            // One that is elsewhere in the wheel is loaded by the package itself.
            !library.is_weak
                && !is_python
                && matches!(LoadPath::of(library), LoadPath::Relative | LoadPath::Bare)
                && !names.contains(name)
        });
        missing.map(|library| library.name.clone()).collect()
    });
    Found::places("loads libraries that are not in the wheel", places)
}
