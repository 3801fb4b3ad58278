use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wheelpin_wheel::CoreMetadata;

use crate::lists::Lists;

/// A field of METADATA or WHEEL that changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FieldChange {
    /// In lower case: `classifier`.
    pub field: String,
    /// Its values, added and removed; one of each where it was changed.
    pub values: Lists,
}

/// How many lines of a text changed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Lines {
    /// Lines that there were not, or not as often.
    pub added: usize,
    /// Lines that there are no more, or not as often.
    pub removed: usize,
}

/// Fields that are told elsewhere: names of the wheels, dependencies, the description.
const ELSEWHERE: [&str; 6] =
    ["name", "version", "requires-dist", "description", "provides-extra", "metadata-version"];

/// Every field that changed, by name.
pub(crate) fn fields(before: &CoreMetadata, after: &CoreMetadata) -> Vec<FieldChange> {
    let keys: BTreeSet<&str> =
        before.keys().chain(after.keys()).filter(|key| !ELSEWHERE.contains(key)).collect();
    let values = |metadata: &CoreMetadata, key: &str| -> BTreeSet<String> {
        metadata.all(key).map(|value| value.trim().to_owned()).collect()
    };
    keys.into_iter()
        .map(|key| FieldChange {
            field: key.into(),
            values: Lists::of(&values(before, key), &values(after, key)),
        })
        .filter(|change| !change.values.is_empty())
        .collect()
}

/// How the descriptions differ; none where they do not. Lines that only moved do not count: the
/// shortest difference of long texts takes long to find.
pub(crate) fn description(before: &CoreMetadata, after: &CoreMetadata) -> Option<Lines> {
    let text = |metadata: &CoreMetadata| metadata.description().unwrap_or_default().to_owned();
    let (before, after) = (text(before), text(after));
    let mut lines: BTreeMap<&str, i64> = BTreeMap::new();
    after.lines().for_each(|line| *lines.entry(line.trim_end()).or_default() += 1);
    before.lines().for_each(|line| *lines.entry(line.trim_end()).or_default() -= 1);
    let count = |numbers: &mut dyn Iterator<Item = i64>| {
        usize::try_from(numbers.filter(|number| *number > 0).sum::<i64>()).unwrap_or_default()
    };
    let added = count(&mut lines.values().copied());
    let removed = count(&mut lines.values().map(|number| -number));
    // Line ends are those of the system that the wheel was built on.
    let is_same = before.lines().map(str::trim_end).eq(after.lines().map(str::trim_end));
    (!is_same).then_some(Lines { added, removed })
}
