use std::collections::{BTreeMap, BTreeSet};

use super::unpinned_action::uses;
use crate::project::Project;
use crate::rule::Found;
use crate::words::list;
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::model::Uses;

/// One action in several versions: updates went through some files and not others.
///
/// <https://docs.github.com/en/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot>
pub(super) const RULE: Rule = Rule {
    id: "mixed-pins",
    area: Area::Workflow,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

/// How many actions the message names.
const NAMED: usize = 4;

fn check(project: &Project) -> Option<Found> {
    let all = uses(project);
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for uses in &all {
        if let Some((name, version)) = uses.text.split_once('@') {
            versions.entry(name.to_ascii_lowercase()).or_default().insert(version.into());
        }
    }
    versions.retain(|_, versions| versions.len() > 1);
    if versions.is_empty() {
        return None;
    }
    let places = all.iter().filter(|uses| {
        uses.text
            .split_once('@')
            .is_some_and(|(name, _)| versions.contains_key(&name.to_ascii_lowercase()))
    });
    let mut named: Vec<String> = versions
        .iter()
        .take(NAMED)
        .map(|(name, versions)| {
            format!("{} ({})", wheelpin_workflow::yaml::clip(name), versions.len())
        })
        .collect();
    if versions.len() > NAMED {
        named.push(format!("{} more", versions.len() - NAMED));
    }
    let found = Found::new(
        format!("actions are used in several versions at once: {}", list(named)),
        "bring them to one version, and let Dependabot or Renovate keep them there",
    );
    let place = |uses: &Uses<'_>| Place::line(&uses.file.path, uses.node.line).detail(uses.text);
    Some(found.at(places.map(place)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn one_action_in_two_versions_is_found() {
        let sample = Sample::new()
            .workflow("jobs: {a: {steps: [{uses: a/b@v1}, {uses: A/b@v2}, {uses: c/d@v1}]}}");
        let finding = sample.find("mixed-pins").unwrap();
        assert!(finding.message.ends_with("a/b (2)"), "{}", finding.message);
    }

    #[test]
    fn one_version_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("mixed-pins"), None);
    }
}
