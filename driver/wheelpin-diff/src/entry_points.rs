use std::collections::BTreeMap;

use wheelpin_wheel::Opened;

use crate::change::{Change, Rule};

/// Entry points that changed.
pub(crate) fn changes(before: &Opened, after: &Opened) -> Vec<Change> {
    let by_name = |wheel: &Opened| -> BTreeMap<(String, String), String> {
        let points = wheel.entry_points.iter();
        points
            .map(|(group, name, object)| ((group.clone(), name.clone()), object.clone()))
            .collect()
    };
    let (old, new) = (by_name(before), by_name(after));
    let mut changes = Vec::new();
    let what = |(group, name): &(String, String)| match group.as_str() {
        "console_scripts" | "gui_scripts" => format!("program {name}"),
        group => format!("entry point {name} of {group}"),
    };
    for (key, was) in &old {
        match new.get(key) {
            None => changes.push(Change::new(Rule::EntryPointRemoved, what(key), "is gone")),
            Some(now) if now != was => changes.push(
                Change::new(Rule::InsideChanged, what(key), "leads to another object")
                    .with_forms(Some(was.clone()), Some(now.clone())),
            ),
            Some(_) => {}
        }
    }
    for (key, _) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        changes.push(Change::new(Rule::EntryPointAdded, what(key), "is new"));
    }
    changes
}
