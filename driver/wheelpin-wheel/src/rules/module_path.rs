use crate::finding::Place;
use crate::metadata::{is_identifier, module_stem};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "module-path",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "modules that `import` cannot reach: `a-b.py`, `class/a.py`",
    why: "They can be run as files only; often a directory was packed by accident.",
    remedy: "Rename them to words that Python takes, or leave them out.",
    source: "check-wheel-contents 0.6.3, W004",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let hidden = wheel.library().filter(|(_, path)| {
        let (directories, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(stem) = module_stem(name) else { return false };
        let mut directories = directories.split('/').filter(|part| !part.is_empty());
        !is_identifier(stem) || !directories.all(is_identifier)
    });
    let message = "holds modules that cannot be imported";
    Found::places(message, hidden.map(|(member, _)| Place::member(&member.path)))
}
