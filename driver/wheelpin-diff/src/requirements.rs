use std::collections::{BTreeMap, BTreeSet};

use wheelpin_wheel::{CoreMetadata, canonical_name};

use crate::change::{Change, Rule};

/// Dependencies and extras that changed.
pub(crate) fn changes(before: &CoreMetadata, after: &CoreMetadata) -> Vec<Change> {
    let mut changes = dependencies(before, after);
    let extras = |metadata: &CoreMetadata| -> BTreeSet<String> {
        metadata.all("provides-extra").map(|extra| canonical_name(extra.trim())).collect()
    };
    let (old, new) = (extras(before), extras(after));
    for extra in old.difference(&new) {
        changes.push(Change::new(Rule::ExtraRemoved, format!("extra {extra}"), "is gone"));
    }
    for extra in new.difference(&old) {
        changes.push(Change::new(Rule::ExtraAdded, format!("extra {extra}"), "is new"));
    }
    changes
}

fn dependencies(before: &CoreMetadata, after: &CoreMetadata) -> Vec<Change> {
    let (old, new) = (by_name(before), by_name(after));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let empty = BTreeSet::new();
    let mut changes = Vec::new();
    for name in names {
        let (was, now) = (old.get(name).unwrap_or(&empty), new.get(name).unwrap_or(&empty));
        let gone: Vec<&String> = was.difference(now).collect();
        let come: Vec<&String> = now.difference(was).collect();
        let mut push = |text: &str, before: Option<&String>, after: Option<&String>| {
            let change = Change::new(Rule::DependencyChanged, format!("dependency {name}"), text);
            changes.push(change.with_forms(before.cloned(), after.cloned()));
        };
        match (&gone[..], &come[..]) {
            ([gone], [come]) => push("has another requirement", Some(gone), Some(come)),
            _ => {
                gone.iter().for_each(|gone| push("is gone", Some(gone), None));
                come.iter().for_each(|come| push("is new", None, Some(come)));
            }
        }
    }
    changes
}

/// Requirements as written, but for spaces, by the normalised name that they begin with.
fn by_name(metadata: &CoreMetadata) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for requirement in metadata.all("requires-dist") {
        let is_name = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
        let requirement = requirement.trim();
        let end = requirement.find(|one| !is_name(one)).unwrap_or(requirement.len());
        let (name, rest) = requirement.split_at(end);
        found.entry(canonical_name(name)).or_default().insert(normal(name, rest));
    }
    found
}

/// One form for the ways in which backends write a requirement: `a (>=1,<2) ; x` and
/// `a<2,>=1; x`.
fn normal(name: &str, rest: &str) -> String {
    let (versions, marker) = match rest.split_once(';') {
        Some((versions, marker)) => (versions, Some(marker.trim().replace('\'', "\""))),
        None => (rest, None),
    };
    let versions = versions.trim();
    let mut versions = if versions.starts_with(['@', '[']) {
        versions.to_owned()
    } else {
        let versions = versions.trim_start_matches('(').trim_end_matches(')');
        let mut parts: Vec<String> =
            versions.split(',').map(|part| part.replace(' ', "")).collect();
        parts.sort();
        parts.join(",")
    };
    if versions.starts_with('@') {
        versions.insert(0, ' ');
    }
    let marker = marker.map(|marker| format!("; {marker}")).unwrap_or_default();
    format!("{}{versions}{marker}", canonical_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_requirement_has_one_form() {
        assert_eq!(normal("A_b", " (>=1, <2) ; extra == 'x'"), "a-b<2,>=1; extra == \"x\"");
        assert_eq!(normal("a-b", "<2,>=1; extra == \"x\""), "a-b<2,>=1; extra == \"x\"");
        assert_eq!(normal("a", " @ file:///b"), "a @ file:///b");
        assert_eq!(normal("a", "[x]>=1"), "a[x]>=1");
        assert_eq!(normal("a", ""), "a");
    }
}
