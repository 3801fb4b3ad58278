use std::collections::HashSet;

use crate::abi::is_module;
use crate::apple::{loaded, places, targets};
use crate::binary::{Image, LoadPath};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "macho-libraries",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules that load a library from a path of the machine they were built on, such as \
            /opt/homebrew",
    why: "macOS brings what is below /usr/lib and /System; nothing else is there on other \
          machines, and importing the module fails.",
    remedy: "Copy the library into the wheel (`delocate-wheel`), link it statically, or load it by \
             `@loader_path`.",
    source: "delocate's filter_system_libs; dyld(1)",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let loaded = loaded(wheel);
    // Without modules nobody can tell what is loaded; plug-ins often are not.
    let has_module = loaded.iter().any(|(binary, _)| is_module(binary));
    if !has_module || targets(wheel).is_empty() {
        return None;
    }
    // dyld takes a library that is loaded already for one with its name.
    let ids: HashSet<&str> = wheel
        .binaries
        .iter()
        .filter_map(|binary| match &binary.image {
            Image::MachO(macho) => Some(macho),
            _ => None,
        })
        .flat_map(|macho| macho.slices.iter().filter_map(|slice| slice.id.as_deref()))
        .collect();
    let places = places(loaded, |slice| {
        let outside = slice.libraries.iter().filter(|library| {
            LoadPath::of(library) == LoadPath::Absolute
                && !library.is_weak
                && !ids.contains(library.name.as_str())
        });
        outside.map(|library| library.name.clone()).collect()
    });
    Found::places("loads libraries that are on no other machine", places)
}
