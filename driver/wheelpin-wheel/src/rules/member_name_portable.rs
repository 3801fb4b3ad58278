use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-name-portable",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "paths that Windows does not take, in a wheel that is for it, and names too long for \
          any system",
    why: "The wheel cannot be installed there.",
    remedy: "Rename the file.",
    source: "Microsoft, \"Naming Files, Paths, and Namespaces\"; `NAME_MAX` of Linux and macOS",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Names of devices on Windows, whatever follows a dot behind them.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Bytes of one part of a path on Linux (`NAME_MAX`).
const PART: usize = 255;

/// UTF-16 units of a path on Windows (`MAX_PATH`), the directory that it is installed in
/// not counted.
const PATH: usize = 260;

fn check(wheel: &Wheel) -> Option<Found> {
    let is_for_windows = wheel.name.as_ref().is_ok_and(|name| {
        name.platform_tags()
            .any(|tag| matches!(tag, PlatformTag::Any | PlatformTag::Windows { .. }))
    });
    let places = wheel.archive.entries.iter().filter_map(|entry| {
        let name = &entry.name;
        let why = long(name).or_else(|| if is_for_windows { windows(name) } else { None })?;
        Some(Place::member(name).with(why))
    });
    Found::places("has paths that not every system of its tags takes", places)
}

fn long(path: &str) -> Option<&'static str> {
    path.split('/').any(|part| part.len() > PART).then_some("a part is longer than 255 bytes")
}

fn windows(path: &str) -> Option<&'static str> {
    if path.len() > PATH && path.encode_utf16().count() > PATH {
        return Some("it is longer than 260 characters");
    }
    path.split('/').find_map(|part| {
        let stem = part.split_once('.').map_or(part, |(stem, _)| stem).trim_end();
        if part.contains(['<', '>', ':', '"', '|', '?', '*']) {
            Some("Windows has no such characters in names")
        } else if part.ends_with([' ', '.']) && !matches!(part, "." | "..") {
            Some("Windows drops dots and spaces at the end of a name")
        } else if DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)) {
            Some("on Windows it is the name of a device")
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_and_odd_characters_are_not_portable() {
        for path in ["a/aux.py", "NUL", "a/com1.tar.gz", "a/b.", "a /b", "a/b?", "x:y"] {
            assert!(windows(path).is_some(), "{path}");
        }
        for path in ["a/auxiliary.py", "a/b.c", "console", "..", "a/"] {
            assert_eq!(windows(path), None, "{path}");
        }
    }
}
