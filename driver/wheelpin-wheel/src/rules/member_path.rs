use std::collections::HashSet;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-path",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "paths that lead out of where a wheel is installed, or that no system has",
    why: "An installer refuses such a path, or writes where it should not.",
    remedy: "Store members under relative paths with `/` between their parts.",
    source: "PEP 427, \"File contents\"; pip's `unpack_file` refuses what leads out; APPNOTE \
          4.4.17",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let entries = &wheel.archive.entries;
    let files: HashSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let places = entries.iter().filter_map(|entry| {
        let name = entry.name.as_str();
        let why = fault(name).or_else(|| below_a_file(name, &files))?;
        Some(Place::member(name).with(why))
    });
    Found::places("has paths that cannot be installed", places)
}

/// Why a path cannot be, by itself.
fn fault(path: &str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    if path.starts_with('/') {
        Some("it is absolute")
    } else if path.contains('\\') {
        Some("it has a backslash, which parts paths on Windows alone")
    } else if bytes.get(1) == Some(&b':') && bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        Some("it begins with a drive")
    } else {
        path.strip_suffix('/').unwrap_or(path).split('/').find_map(|part| match part {
            ".." => Some("it leads out of where it is installed"),
            "" | "." => Some("it has an empty part"),
            _ => None,
        })
    }
}

/// Whether one of the directories that the path is in is a file.
fn below_a_file(path: &str, files: &HashSet<&str>) -> Option<&'static str> {
    let directories = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    // The deepest first: names are long at the most 64 KiB, and so may be the ways to them.
    directories
        .take(MOST_PARTS)
        .any(|directory| !directory.is_empty() && files.contains(directory))
        .then_some("it is in a directory that is a file")
}

/// Parts of a path that are looked at; systems take no more than half of 4,096 bytes.
const MOST_PARTS: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_are_right() {
        for path in ["/a", "a/../b", "..", "a//b", "./a", "", "C:a", "c:/a", "a\\b", "/"] {
            assert!(fault(path).is_some(), "{path}");
        }
        for path in ["a", "a/b.c", "a/..b", "a/b/", "ab:c"] {
            assert_eq!(fault(path), None, "{path}");
        }
    }

    #[test]
    fn no_file_has_members_in_it() {
        let files = HashSet::from(["a", "b/c"]);
        assert!(below_a_file("a/x", &files).is_some());
        assert!(below_a_file("b/c/d/e", &files).is_some());
        assert_eq!(below_a_file("b/d", &files), None);
    }
}
