use crate::apple::{loaded, places};
use crate::binary::is_system;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-install-name",
    area: Area::Platform,
    severity: Severity::Info,
    finds: "macOS libraries whose own name is a path of the machine they were built on",
    why: "The name does nothing for an extension module; but what is linked with the library \
          afterwards looks for it at that path, and the path makes builds differ.",
    remedy: "Link with `-install_name @rpath/NAME`, or change it (`install_name_tool -id`; sign \
             again afterwards).",
    source: "ld(1), -install_name; delocate's _make_install_name_ids_unique",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// What delocate puts before the names of libraries it copies, to make them unique.
const DELOCATE: &str = "/DLC/";

fn check(wheel: &Wheel) -> Option<Found> {
    let places = places(loaded(wheel), |slice| {
        let id = slice
            .id
            .iter()
            .filter(|id| id.starts_with('/') && !is_system(id) && !id.starts_with(DELOCATE));
        id.map(|id| format!("LC_ID_DYLIB {id}")).collect()
    });
    Found::places("is called by a path of the machine that built it", places)
}
