use crate::finding::Place;
use crate::metadata::{Toplevel, is_aside, is_common, module_stem, toplevels};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "toplevel-no-module",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "files and directories without Python beside the package",
    why: "They land in `site-packages` between all packages, where nothing finds them; `py.typed` \
          and `.pyi` files count only within a package.",
    remedy: "Move them into the package, or leave them out.",
    source: "check-wheel-contents 0.6.3, W003 and W010",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let other = toplevels(wheel).into_iter().filter_map(|(name, toplevel)| match toplevel {
        Toplevel::File => {
            (!name.ends_with(".pth") && module_stem(name).is_none()).then(|| Place::member(name))
        }
        Toplevel::Directory { file, has_module } => {
            let is_known = has_module || is_common(name) || is_aside(name);
            (!is_known).then(|| Place::member(file))
        }
    });
    Found::places("installs what no import finds", other)
}
