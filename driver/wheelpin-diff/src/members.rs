use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wheelpin_wheel::{Opened, OpenedMember};

/// A file that is not the same in both wheels.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileChange {
    /// What happened to it.
    pub kind: FileKind,
    /// Its path, as it is after; as it was, where it is gone. `.dist-info` and `.data` are without
    /// name and version.
    pub path: String,
    /// Its path as it was, of one that is called otherwise now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_path: Option<String>,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Size>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Size>,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// It was not there before.
    Added,
    /// It is not there after.
    Removed,
    /// It has other bytes.
    Changed,
    /// It has the same bytes and another path.
    Renamed,
}

/// Bytes of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Size {
    /// Once unpacked.
    pub size: u64,
    /// In the archive.
    pub compressed: u64,
}

/// Documents whose contents are told by field; RECORD follows from all others.
const TOLD_BY_FIELD: [&str; 4] = [
    "*.dist-info/METADATA",
    "*.dist-info/RECORD",
    "*.dist-info/WHEEL",
    "*.dist-info/entry_points.txt",
];

/// Files that differ, by path. Paths that hold the version, the platform or a hash are matched
/// up.
pub(crate) fn files(before: &Opened, after: &Opened) -> Vec<FileChange> {
    let (mut old, mut new) = (members(before), members(after));
    let mut changes = Vec::new();
    let keys: BTreeSet<String> = old.keys().filter(|key| new.contains_key(*key)).cloned().collect();
    for key in keys {
        let (Some((path, was)), Some((now_path, now))) = (old.remove(&key), new.remove(&key))
        else {
            continue;
        };
        let old_path = (path != now_path).then_some(path);
        let kind = match (was.sha256 == now.sha256, &old_path) {
            (false, _) => FileKind::Changed,
            (true, Some(_)) => FileKind::Renamed,
            (true, None) => continue,
        };
        changes.push(change(kind, now_path, old_path, Some(was), Some(now)));
    }
    moved(&mut old, &mut new, &mut changes);
    changes.extend(
        old.into_values().map(|(path, was)| change(FileKind::Removed, path, None, Some(was), None)),
    );
    changes.extend(
        new.into_values().map(|(path, now)| change(FileKind::Added, path, None, None, Some(now))),
    );
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    changes
}

type Members<'a> = BTreeMap<String, (String, &'a OpenedMember)>;

/// Files that are called otherwise: those of the same bytes, where there is one on each side.
fn moved(old: &mut Members<'_>, new: &mut Members<'_>, changes: &mut Vec<FileChange>) {
    let one_each = |members: &Members<'_>| {
        let mut by_hash: BTreeMap<[u8; 32], Vec<String>> = BTreeMap::new();
        // Empty files are alike and of no one origin.
        for (key, (_, member)) in members.iter().filter(|(_, (_, member))| member.size > 0) {
            by_hash.entry(member.sha256).or_default().push(key.clone());
        }
        by_hash
    };
    let after = one_each(new);
    for (hash, keys) in one_each(old) {
        let ([key], Some([new_key])) = (keys.as_slice(), after.get(&hash).map(Vec::as_slice))
        else {
            continue;
        };
        if let (Some((path, was)), Some((now_path, now))) = (old.remove(key), new.remove(new_key)) {
            changes.push(change(FileKind::Renamed, now_path, Some(path), Some(was), Some(now)));
        }
    }
}

fn change(
    kind: FileKind,
    path: String,
    old_path: Option<String>,
    before: Option<&OpenedMember>,
    after: Option<&OpenedMember>,
) -> FileChange {
    let size = |member: &OpenedMember| Size { size: member.size, compressed: member.compressed };
    FileChange { kind, path, old_path, before: before.map(size), after: after.map(size) }
}

/// The members of a wheel by what tells them from each other in any version of it, each with its
/// path for people.
fn members(wheel: &Opened) -> Members<'_> {
    let modules: BTreeMap<&str, &str> = wheel
        .binaries
        .iter()
        .filter_map(|binary| Some((binary.path.as_str(), binary.module.as_ref()?.import.as_str())))
        .collect();
    let mut members = Members::new();
    for member in &wheel.members {
        let path = neutral_path(&member.path);
        if TOLD_BY_FIELD.contains(&path.as_str()) {
            continue;
        }
        let mut key = match modules.get(member.path.as_str()) {
            Some(import) => format!("module {import}"),
            None => without_hash(&path),
        };
        // Several modules of one name, or libraries that differ by their hash alone.
        if members.contains_key(&key) {
            key = path.clone();
        }
        members.insert(key, (path, member));
    }
    members
}

/// A path without the version in the wheel's own directories: `*.dist-info/METADATA`.
pub(crate) fn neutral_path(path: &str) -> String {
    let Some((directory, rest)) = path.split_once('/') else { return path.into() };
    for end in [".dist-info", ".data"] {
        if directory.ends_with(end) && directory.contains('-') {
            return format!("*{end}/{rest}");
        }
    }
    path.into()
}

/// A library's path without the hash that auditwheel and delvewheel write into its name:
/// `sample.libs/libssl-1a2b3c4d.so.3`.
pub(crate) fn without_hash(path: &str) -> String {
    let (directory, file) = path.rsplit_once('/').unwrap_or(("", path));
    let is_library = file.contains(".so") || file.ends_with(".dll") || file.ends_with(".dylib");
    let Some((stem, rest)) = file.split_once('.').filter(|_| is_library) else {
        return path.into();
    };
    match stem.rsplit_once('-') {
        Some((name, hash))
            if matches!(hash.len(), 8 | 32 | 64)
                && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            let slash = if directory.is_empty() { "" } else { "/" };
            format!("{directory}{slash}{name}.{rest}")
        }
        _ => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_matched_whatever_version_or_hash_they_hold() {
        assert_eq!(neutral_path("a-1.0.dist-info/METADATA"), "*.dist-info/METADATA");
        assert_eq!(neutral_path("a-1.0.data/scripts/b"), "*.data/scripts/b");
        assert_eq!(neutral_path("a/b-1.data/c"), "a/b-1.data/c");
        assert_eq!(without_hash("a.libs/libssl-1a2b3c4d.so.3"), "a.libs/libssl.so.3");
        assert_eq!(without_hash("a.libs/libfoo-bar.so"), "a.libs/libfoo-bar.so");
        assert_eq!(without_hash("a/b-1a2b3c4d.py"), "a/b-1a2b3c4d.py");
    }
}
