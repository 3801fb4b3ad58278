use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-mode-varies",
    area: Area::Archive,
    severity: Severity::Info,
    finds: "permissions other than 644 and 755",
    why: "They come from the settings of whoever built the file (umask), so that another builds \
          another file.",
    remedy: "Normalise permissions before the build: `chmod -R u=rwX,go=rX`.",
    source: "reproducible-builds.org, \"Archive metadata\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let places = wheel.archive.entries.iter().filter_map(|entry| {
        let mode = entry.unix_mode? & 0o777;
        let is_usual = matches!(mode, 0 | 0o644 | 0o755);
        let is_said = mode & 0o400 == 0 || entry.is_symlink();
        (!is_usual && !is_said && !is_from_windows(mode))
            .then(|| Place::member(&entry.name).with(&format!("{mode:o}")))
    });
    Found::places("has members with permissions other than 644 and 755", places)
}

/// What CPython says of every file on Windows.
fn is_from_windows(mode: u32) -> bool {
    matches!(mode, 0o666 | 0o777)
}
