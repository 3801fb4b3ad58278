use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wheelpin_wheel::{Opened, OpenedBinary};

use crate::lists::Lists;
use crate::members::{neutral_path, without_hash};

/// What changed in a library, module or program that is in both wheels.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BinaryDiff {
    /// As it is after.
    pub path: String,
    /// Architectures.
    #[serde(skip_serializing_if = "Lists::is_empty")]
    pub archs: Lists,
    /// Libraries that it needs, without hashes in their names.
    #[serde(skip_serializing_if = "Lists::is_empty")]
    pub libraries: Lists,
    /// Names that others may take from it.
    #[serde(skip_serializing_if = "Lists::is_empty")]
    pub exports: Lists,
    /// Names that it takes from others.
    #[serde(skip_serializing_if = "Lists::is_empty")]
    pub imports: Lists,
    /// Versions of symbols that it needs.
    #[serde(skip_serializing_if = "Lists::is_empty")]
    pub versions: Lists,
    /// The oldest systems that it runs on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<SystemChange>,
    /// The oldest Python 3 whose stable ABI it keeps to, as a minor version; none where that is
    /// the same, or one of both does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stable_floor: Option<(u32, u32)>,
    /// Sections whose size changed: name, and bytes before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<(String, u64, u64)>,
    /// Whether not all of it could be read, before or after.
    pub is_partial: bool,
}

/// The oldest version of a system that a binary runs on, major and minor.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemChange {
    /// `glibc`, `macOS (arm64)`, `Windows`
    pub system: String,
    /// As it was; none where it was not for that system.
    pub before: Option<(u32, u32)>,
    /// As it is.
    pub after: Option<(u32, u32)>,
}

/// The binaries that are in both wheels and differ in more than bytes of code.
pub(crate) fn binaries(before: &Opened, after: &Opened) -> Vec<BinaryDiff> {
    let old: BTreeMap<String, &OpenedBinary> =
        before.binaries.iter().map(|binary| (key(binary), binary)).collect();
    let pairs = after.binaries.iter().filter_map(|now| Some((*old.get(&key(now))?, now)));
    let diffs =
        pairs.filter(|(was, now)| was.format == now.format).map(|(was, now)| diff(was, now));
    let empty = |diff: &BinaryDiff| BinaryDiff {
        path: diff.path.clone(),
        is_partial: diff.is_partial,
        ..BinaryDiff::default()
    };
    diffs.filter(|diff| *diff != empty(diff)).collect()
}

fn key(binary: &OpenedBinary) -> String {
    match &binary.module {
        Some(module) => format!("module {}", module.import),
        None => without_hash(&neutral_path(&binary.path)),
    }
}

fn diff(was: &OpenedBinary, now: &OpenedBinary) -> BinaryDiff {
    let libraries = |binary: &OpenedBinary| -> BTreeSet<String> {
        binary.libraries.iter().map(|library| without_hash(library)).collect()
    };
    let versions = |binary: &OpenedBinary| -> BTreeSet<String> {
        let plain = |version: &String| match version.rsplit_once(' ') {
            Some((start, library)) => format!("{start} {}", without_hash(library)),
            None => version.clone(),
        };
        binary.versions.iter().map(plain).collect()
    };
    let mut diff = BinaryDiff {
        path: neutral_path(&now.path),
        archs: Lists::of(&was.archs, &now.archs),
        libraries: Lists::of(&libraries(was), &libraries(now)),
        versions: Lists::of(&versions(was), &versions(now)),
        systems: systems(was, now),
        is_partial: was.is_partial || now.is_partial,
        ..BinaryDiff::default()
    };
    // What was not read is not gone.
    if diff.is_partial {
        return diff;
    }
    diff.exports = Lists::of(&was.exports, &now.exports);
    diff.imports = Lists::of(&was.imports, &now.imports);
    diff.sections = sections(was, now);
    let is_stable = |binary: &OpenedBinary| binary.module.as_ref().is_some_and(|of| of.is_stable);
    if is_stable(was) && is_stable(now) {
        diff.stable_floor = was.stable_floor.zip(now.stable_floor).filter(|(was, now)| was != now);
    }
    diff
}

fn systems(was: &OpenedBinary, now: &OpenedBinary) -> Vec<SystemChange> {
    let names: BTreeSet<&String> = was.systems.keys().chain(now.systems.keys()).collect();
    let change = |name: &String| SystemChange {
        system: name.clone(),
        before: was.systems.get(name).copied(),
        after: now.systems.get(name).copied(),
    };
    names.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

fn sections(was: &OpenedBinary, now: &OpenedBinary) -> Vec<(String, u64, u64)> {
    let names: BTreeSet<&String> = was.sections.keys().chain(now.sections.keys()).collect();
    let size = |binary: &OpenedBinary, name| binary.sections.get(name).copied().unwrap_or_default();
    let sizes = names.into_iter().map(|name| (name.clone(), size(was, name), size(now, name)));
    sizes.filter(|(_, was, now)| was != now).collect()
}
