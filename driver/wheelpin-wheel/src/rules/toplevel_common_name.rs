use crate::finding::Place;
use crate::metadata::{is_common, toplevels};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "toplevel-common-name",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "directories such as `tests`, `docs` or `src` beside the package",
    why: "They are installed for all packages to share: two packages that do so overwrite each \
          other's files.",
    remedy: "Leave them out, or move them into the package.",
    source: "check-wheel-contents 0.6.3, W005",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let common = toplevels(wheel).into_keys().filter(|name| is_common(name));
    Found::places("installs what should be in a package", common.map(Place::member))
}
