use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-case",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "members whose paths are equal but for case, or for how accents are written",
    why: "macOS and Windows have one file of both: the one that is unpacked last. Where the wheel \
          is for Linux alone, it still cannot be unpacked there.",
    remedy: "Rename one of them.",
    source: "file systems of macOS (APFS, case-insensitive, normalisation-insensitive) and Windows \
          (NTFS)",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let mut names: HashMap<String, &str> = HashMap::with_capacity(wheel.archive.entries.len());
    let places = wheel.archive.entries.iter().filter_map(|entry| {
        let other = names.insert(folded(&entry.name), &entry.name)?;
        (other != entry.name).then(|| Place::member(&entry.name).with(&format!("as {other}")))
    });
    Found::places("has paths that differ in case alone", places)
}

/// A path as file systems compare it that mind neither case nor how accents are written.
fn folded(path: &str) -> String {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.nfd().flat_map(char::to_lowercase).nfc().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(folded("A/B.py"), folded("a/b.PY"));
        assert_eq!(folded("caf\u{e9}"), folded("CAFE\u{301}"));
        assert_ne!(folded("a"), folded("\u{e4}"));
    }
}
