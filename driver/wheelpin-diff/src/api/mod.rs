//! What a wheel offers to Python code, and what changed of it.

mod block;
#[cfg(test)]
mod class_tests;
mod compiled;
mod dataclass;
mod dunder_all;
mod entries;
mod function;
mod item;
mod package;
mod parameters;
mod parse;
mod surface;
#[cfg(test)]
mod tests;
mod text;

use wheelpin_wheel::Opened;

use crate::change::Change;
use item::ModuleKind;
use package::{Package, is_public};

/// What changed, and what could not be looked into.
pub(crate) fn api_changes(before: &Opened, after: &Opened) -> (Vec<Change>, Vec<String>) {
    let (old, new) = (Package::of(before), Package::of(after));
    let ((was, is_all), (now, is_all_now)) = (surface::surface(&old), surface::surface(&new));
    let mut notes = notes(&old, &new);
    if !(is_all && is_all_now) {
        notes.push("there are more names than are compared: nothing is said of them".into());
        return (Vec::new(), notes);
    }
    let mut changes = entries::surface_changes(&was, &now, &new);
    changes.extend(compiled::method_changes(&old, &new));
    (changes, notes)
}

fn notes(old: &Package, new: &Package) -> Vec<String> {
    let mut notes = Vec::new();
    for (package, when) in [(old, "before"), (new, "after")] {
        let broken = package.modules.iter().filter(|(_, module)| module.is_broken);
        for (import, _) in broken {
            notes.push(format!("a part of {import} could not be parsed ({when})"));
        }
        for path in &package.too_long {
            notes.push(format!(
                "{path} has more parameters or overloads than are compared ({when})"
            ));
        }
    }
    for (import, module) in &new.modules {
        let was = old.modules.get(import).map(|module| module.kind);
        let is_compiled = |kind| kind == ModuleKind::Compiled;
        if was.is_some_and(is_compiled) && is_compiled(module.kind) && !is_public(import) {
            continue;
        }
        if was.is_some_and(is_compiled) && is_compiled(module.kind) {
            notes.push(format!(
                "{import} is compiled and has no stub: known of it are text signatures alone"
            ));
        } else if was.is_some_and(|was| is_compiled(was) != is_compiled(module.kind)) {
            notes.push(format!(
                "{import} has a stub on one side alone: only what both sides tell of is compared"
            ));
        }
    }
    notes
}
