use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wheelpin_wheel::{Opened, WheelName, canonical_name};

use crate::api::api_changes;
use crate::change::{Change, Rule};
use crate::pairs::{Pairs, pairs, platforms};
use crate::{Error, Step, WheelDiff, entry_points, interpreters, requirements, support};

/// Two sets of wheels compared; `schema` 1 where it is written.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// 1
    pub schema: u32,
    /// The project, normalised.
    pub project: String,
    /// What there was.
    pub before: Side,
    /// What there is.
    pub after: Side,
    /// The step that the changes ask for together.
    pub step: Step,
    /// Changes that users may have to know of, the largest steps first.
    pub changes: Vec<Change>,
    /// What could not be compared, and why.
    pub notes: Vec<String>,
    /// Wheels that belong together.
    pub wheels: Vec<WheelDiff>,
}

/// One of two sets of wheels.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// The version; several between commas.
    pub version: String,
    /// Wheels that no other belongs to.
    pub alone: Vec<String>,
}

/// Compares two sets of wheels of one project. One wheel on each side is compared whatever it
/// is for; of more, those that are for the same ABI and platform.
///
/// # Errors
///
/// [`Error::OtherProject`] and [`Error::NoPair`].
pub fn compare(before: &[Opened], after: &[Opened]) -> Result<Comparison, Error> {
    let project = one_project(before, after)?;
    let names = |wheels: &[Opened]| -> Vec<WheelName> {
        wheels.iter().map(|wheel| wheel.name.clone()).collect()
    };
    let (old_names, new_names) = (names(before), names(after));
    let is_single = before.len() == 1 && after.len() == 1;
    let found = if is_single {
        Pairs { pairs: vec![(0, 0)], ..Pairs::default() }
    } else {
        pairs(&Vec::from_iter(&old_names), &Vec::from_iter(&new_names))
    };
    if found.pairs.is_empty() {
        return Err(Error::NoPair { before: listed(before), after: listed(after) });
    }
    let mut all = Changes { pairs: found.pairs.len(), ..Changes::default() };
    let mut wheels = Vec::new();
    for (old, new) in &found.pairs {
        let (Some(old), Some(new)) = (before.get(*old), after.get(*new)) else { continue };
        let diff = WheelDiff::of(old, new);
        all.add(changes(old, new), &diff);
        let (api, notes) = api_changes(old, new);
        all.add(api, &diff);
        all.notes.extend(notes);
        wheels.push(diff);
    }
    let mut changes = all.merged();
    if !is_single {
        changes.extend(platform_changes(&old_names, &new_names));
        changes.extend(interpreters::changes(&old_names, &new_names));
    }
    if changes.iter().all(|change| change.step == Step::None)
        && wheels.iter().any(|diff| !diff.is_empty())
    {
        changes.push(Change::new(Rule::InsideChanged, project.clone(), "has other files"));
    }
    // What is of one thing stands together.
    changes.sort_by(|one, other| {
        let steps = other.step.cmp(&one.step);
        steps.then_with(|| one.what.cmp(&other.what)).then_with(|| one.cmp(other))
    });
    let step = changes.iter().map(|change| change.step).max().unwrap_or_default();
    let alone = |wheels: &[Opened], places: &[usize]| -> Vec<String> {
        places.iter().filter_map(|at| Some(wheels.get(*at)?.file_name.clone())).collect()
    };
    Ok(Comparison {
        schema: 1,
        project,
        before: Side { version: versions(before), alone: alone(before, &found.only_before) },
        after: Side { version: versions(after), alone: alone(after, &found.only_after) },
        step,
        changes,
        notes: all.notes.into_iter().collect(),
        wheels,
    })
}

impl Comparison {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.wheels.iter().all(WheelDiff::is_empty)
    }
}

fn changes(before: &Opened, after: &Opened) -> Vec<Change> {
    let mut changes = support::pythons(before, after);
    changes.extend(support::systems(&before.name, &after.name));
    changes.extend(requirements::changes(&before.metadata, &after.metadata));
    changes.extend(entry_points::changes(before, after));
    changes
}

/// Changes of several pairs: what is in all of them is said once.
#[derive(Default)]
struct Changes {
    pairs: usize,
    files: BTreeMap<Change, Vec<String>>,
    notes: BTreeSet<String>,
}

impl Changes {
    fn add(&mut self, changes: Vec<Change>, diff: &WheelDiff) {
        for change in changes {
            let files = self.files.entry(change).or_default();
            if files.last() != Some(&diff.after) {
                files.push(diff.after.clone());
            }
        }
    }

    fn merged(&mut self) -> Vec<Change> {
        let pairs = self.pairs;
        std::mem::take(&mut self.files)
            .into_iter()
            .map(|(change, files)| Change {
                only_in: if files.len() < pairs { files } else { Vec::new() },
                ..change
            })
            .collect()
    }
}

/// Platforms that only one side has a wheel for.
fn platform_changes(before: &[WheelName], after: &[WheelName]) -> Vec<Change> {
    let all =
        |names: &[WheelName]| -> BTreeSet<String> { names.iter().flat_map(platforms).collect() };
    let (old, new) = (all(before), all(after));
    // A pure wheel is for all of them.
    if old.contains("any") || new.contains("any") {
        return Vec::new();
    }
    // A Mac of either processor takes a universal2 wheel.
    let has = |names: &BTreeSet<String>, platform: &String| {
        let is_mac = matches!(platform.as_str(), "macOS x86_64" | "macOS arm64");
        let is_both = platform == "macOS universal2"
            && ["macOS x86_64", "macOS arm64"].iter().all(|one| names.contains(*one));
        names.contains(platform) || is_both || is_mac && names.contains("macOS universal2")
    };
    let mut changes = Vec::new();
    for platform in old.iter().filter(|platform| !has(&new, platform)) {
        changes.push(Change::new(Rule::PlatformDropped, platform, "has no wheel any more"));
    }
    for platform in new.iter().filter(|platform| !has(&old, platform)) {
        changes.push(Change::new(Rule::PlatformAdded, platform, "has a wheel now"));
    }
    changes
}

fn one_project(before: &[Opened], after: &[Opened]) -> Result<String, Error> {
    let mut all = before.iter().chain(after);
    let Some(first) = all.next() else {
        return Err(Error::NoPair { before: listed(before), after: listed(after) });
    };
    let project = canonical_name(&first.name.name);
    match all.find(|wheel| canonical_name(&wheel.name.name) != project) {
        None => Ok(project),
        Some(other) => Err(Error::OtherProject {
            before: first.file_name.clone(),
            after: other.file_name.clone(),
            left: project,
            right: canonical_name(&other.name.name),
        }),
    }
}

fn versions(wheels: &[Opened]) -> String {
    let versions: BTreeSet<&str> = wheels.iter().map(|wheel| wheel.name.version.as_str()).collect();
    Vec::from_iter(versions).join(", ")
}

/// Names of files for an error.
fn listed(wheels: &[Opened]) -> String {
    const MOST: usize = 5;
    let names: Vec<&str> = wheels.iter().map(|wheel| wheel.file_name.as_str()).collect();
    match names.len() {
        0 => "nothing".into(),
        count if count > MOST => {
            format!(
                "{} and {} more",
                names.get(..MOST).unwrap_or_default().join(", "),
                count - MOST
            )
        }
        _ => names.join(", "),
    }
}
