use crate::apple::{loaded, places};
use crate::binary::is_system;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-rpath",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "macOS libraries that look for others in directories of the machine they were built on",
    why: "What lies in that directory on another machine is loaded in place of the right library, \
          whoever put it there.",
    remedy: "Link without that run path, or delete it (`install_name_tool -delete_rpath`; sign \
             again afterwards). `delocate-wheel` does so unless told otherwise.",
    source: "dyld(1), LC_RPATH; delocate's _sanitize_rpaths",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let places = places(loaded(wheel), |slice| {
        // A run path is only used for what is loaded by one.
        let uses = slice.libraries.iter().any(|library| library.name.starts_with("@rpath/"));
        let outside = slice
            .rpaths
            .iter()
            .filter(|rpath| uses && rpath.starts_with('/') && !is_system(&format!("{rpath}/")));
        outside.map(|rpath| format!("LC_RPATH {rpath}")).collect()
    });
    Found::places("looks for libraries outside the wheel", places)
}
