use crate::finding::Place;
use crate::metadata::{Toplevel, is_aside, is_common, module_stem, toplevels};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "toplevel-several",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "several packages or modules side by side",
    why: "Often one of them was packed by accident; names of others' packages can clash.",
    remedy: "Look whether each of them is meant to be imported by users.",
    source: "check-wheel-contents 0.6.3, W009",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let several = toplevels(wheel).into_iter().filter(|(name, toplevel)| {
        let is_importable = match toplevel {
            Toplevel::File => module_stem(name).is_some(),
            Toplevel::Directory { has_module, .. } => *has_module && !is_aside(name),
        };
        is_importable && !name.starts_with('_') && !is_common(name)
    });
    let names: Vec<&str> = several.map(|(name, _)| name).collect();
    let places = names.iter().map(|name| Place::member(name));
    (names.len() > 1).then(|| Found::new("has several packages or modules side by side").at(places))
}
