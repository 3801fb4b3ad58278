use crate::finding::Place;
use crate::linux::{Linux, directories};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-rpath",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "search paths for libraries (RPATH, RUNPATH) outside of the installed packages",
    why: "Who can write to such a directory decides what code runs, and libraries that lie \
          there by chance are taken in place of the system's.",
    remedy: "Remove the search path (patchelf --remove-rpath), or let it begin with $ORIGIN \
             and stay within the packages. Libraries of the wheel itself need no more.",
    source: "System V gABI 4.1, chapter 5, \"Shared Object Dependencies\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let places = linux.counted.iter().flat_map(|(path, elf)| {
        let of = |name: &'static str, entries: &Option<String>| {
            let outside: Vec<String> =
                entries.iter().flat_map(|entries| outside(entries, path)).collect();
            outside
                .into_iter()
                .map(move |entry| Place::member(path).with(&format!("{name} {entry}")))
        };
        of("RUNPATH", &elf.runpath).chain(of("RPATH", &elf.rpath)).collect::<Vec<_>>()
    });
    Found::places("looks for libraries outside of the installed packages", places)
}

/// The entries of a search path that are outside.
fn outside(entries: &str, path: &str) -> Vec<String> {
    let found = entries.split(':').zip(directories(entries, path));
    let outside =
        found.filter(|(entry, inside)| inside.is_none() && !entries.is_empty() && !is_token(entry));
    outside.map(|(entry, _)| format!("{entry:?}")).collect()
}

/// Whether it begins with what only the dynamic linker knows.
fn is_token(entry: &str) -> bool {
    ["$LIB", "${LIB}", "$PLATFORM", "${PLATFORM}"].iter().any(|token| entry.starts_with(token))
}
