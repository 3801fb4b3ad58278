use std::collections::BTreeMap;

use crate::metadata::{is_identifier, module_stem};
use crate::wheel::Wheel;

/// What stands at the top of what a wheel installs, and would stand beside all other packages
/// in `site-packages`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Toplevel<'a> {
    /// A file.
    File,
    /// A directory; with one of its files, and whether there is a module in it.
    Directory { file: &'a str, has_module: bool },
}

/// By name, sorted.
pub(crate) fn toplevels(wheel: &Wheel) -> BTreeMap<&str, Toplevel<'_>> {
    let mut found = BTreeMap::new();
    for (_, path) in wheel.library() {
        // Paths that lead elsewhere are another rule's.
        if path.starts_with('/') || path.split('/').any(|part| part == "..") {
            continue;
        }
        let Some((first, rest)) = path.split_once('/') else {
            found.insert(path, Toplevel::File);
            continue;
        };
        let is_module = module_stem(rest.rsplit('/').next().unwrap_or_default()).is_some();
        let entry =
            found.entry(first).or_insert(Toplevel::Directory { file: path, has_module: false });
        if let Toplevel::Directory { has_module, .. } = entry {
            *has_module |= is_module;
        }
    }
    found
}

/// Names that every second project has in its sources, and that are nobody's in
/// `site-packages` (check-wheel-contents 0.6.3, W005).
pub(crate) fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

const COMMON: &[&str] = &[
    ".eggs", ".nox", ".tox", ".venv", "app", "build", "cli", "data", "dist", "doc", "docs",
    "example", "examples", "lib", "scripts", "src", "test", "tests", "venv",
];

/// Whether that directory is none of Python's by its name: types for another package, or
/// libraries that auditwheel, delocate or delvewheel put there.
pub(crate) fn is_aside(name: &str) -> bool {
    name.ends_with(".libs")
        || name.ends_with(".dylibs")
        || name.strip_suffix("-stubs").is_some_and(is_identifier)
}
