use std::collections::{BTreeMap, BTreeSet};

use crate::binary::{Binary, Elf};
use crate::linux::libraries::{in_wheel, is_libpython, is_loader, is_musl_itself};
use crate::linux::{Family, Kept, Linux, NeedKind, Needs, Promise};
use crate::wheel_name::WheelName;

/// What tags promise of Linux systems, held against what the binaries need of one.
pub(crate) fn kept(name: Option<&WheelName>, binaries: &[Binary]) -> Vec<Kept> {
    let Some(linux) = name.and_then(|name| Linux::read(name, binaries)) else { return Vec::new() };
    linux.promises.iter().map(|promise| linux.needs(promise)).collect()
}

/// Directories that are looked into for libraries of one wheel; a wheel of 300 libraries
/// takes some 50,000.
const STEPS: usize = 1_000_000;

impl Linux<'_> {
    /// All that the binaries of a promise need of the system.
    fn needs(&self, promise: &Promise) -> Kept {
        let mut kept = Kept::new(promise);
        for (path, elf) in self.counted(promise) {
            versions(&mut kept, promise, path, elf);
            if let Some(level) = elf.isa_level.filter(|level| *level > 1) {
                kept.need(path, NeedKind::Isa, Needs::None, || format!("x86-64-v{level}"));
            }
            names(&mut kept, promise, path, elf);
        }
        self.libraries(&mut kept, promise);
        kept
    }

    /// Libraries that are needed of the system: from each binary that no other needs, on
    /// through those in the wheel.
    fn libraries(&self, kept: &mut Kept, promise: &Promise) {
        let policies = promise.family.policies();
        let binaries: BTreeMap<&str, &Elf> = self.counted(promise).collect();
        let needed: BTreeSet<&str> =
            binaries.values().flat_map(|elf| &elf.needed).map(String::as_str).collect();
        let is_first = |path: &str| !needed.contains(path.rsplit('/').next().unwrap_or_default());
        let mut outside: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut steps = 0;
        'all: for first in binaries.iter().filter(|(path, _)| is_first(path)) {
            let first = (*first.0, *first.1);
            let mut seen = BTreeSet::new();
            let mut next = vec![first];
            while let Some(binary) = next.pop() {
                for library in &binary.1.needed {
                    steps += 1;
                    if steps > STEPS || outside.len() >= Kept::MOST {
                        break 'all;
                    }
                    let is_system = is_loader(library)
                        || promise.family == Family::Musllinux && is_musl_itself(library)
                        || promise.family == Family::Android && is_libpython(library);
                    let allowed = promise.family.library(promise, library);
                    let is_always = allowed == Needs::Level((0, 0));
                    if is_system || is_always || !seen.insert(library.as_str()) {
                        continue;
                    }
                    match in_wheel(&binaries, binary, first, library, &mut steps) {
                        Some(inside) => next.push(inside),
                        None => {
                            outside.insert((binary.0, library));
                        }
                    }
                }
            }
        }
        for (path, library) in outside {
            let kind = if is_libpython(library) { NeedKind::Libpython } else { NeedKind::Library };
            kept.need(path, kind, policies.library(library), || library.into());
        }
    }
}

impl Family {
    /// What a library asks for: nothing where the first policy of the architecture has it.
    fn library(self, promise: &Promise, library: &str) -> Needs {
        let policies = self.policies();
        // Alpine's name for it.
        let is_musl_libc = self == Self::Musllinux
            && library.strip_prefix("libc.musl-").is_some_and(|rest| rest.ends_with(".so.1"));
        match policies.library(library) {
            _ if is_musl_libc => Needs::Level((0, 0)),
            Needs::Level(level) if Some(level) <= policies.lowest(&promise.arch, (0, 0)) => {
                Needs::Level((0, 0))
            }
            needs => needs,
        }
    }
}

fn versions(kept: &mut Kept, promise: &Promise, path: &str, elf: &Elf) {
    let policies = promise.family.policies();
    for (library, versions) in elf.versions.iter().filter(|(library, _)| !is_loader(library)) {
        for version in versions {
            let mut needs = policies.version(&promise.arch, version);
            // PEP 600: a system of the tag has that glibc, whatever policies know.
            if needs.exceed(promise.level) && is_glibc_of(promise, version) {
                needs = Needs::Level(promise.level);
            }
            kept.need(path, NeedKind::Version, needs, || format!("{version} of {library}"));
        }
    }
    if elf.has_packed_relocations && promise.family == Family::Manylinux {
        kept.need(path, NeedKind::Version, Needs::Level((2, 36)), || {
            "packed relocations (DT_RELR), which glibc reads from 2.36 on".into()
        });
    }
}

/// Whether a version is one of a glibc no newer than the tag's, where no policy is of just
/// that glibc.
fn is_glibc_of(promise: &Promise, version: &str) -> bool {
    let Some((major, minor)) = version.strip_prefix("GLIBC_").and_then(|of| of.split_once('.'))
    else {
        return false;
    };
    let minor = minor.split('.').next().unwrap_or_default();
    let (Ok(major), Ok(minor)) = (major.parse(), minor.parse()) else { return false };
    !promise.family.policies().has(promise.level, &promise.arch) && (major, minor) <= promise.level
}

fn names(kept: &mut Kept, promise: &Promise, path: &str, elf: &Elf) {
    let policies = promise.family.policies();
    for library in elf.needed.iter().filter(|library| policies.limits_names_of(library)) {
        for name in &elf.forbidden {
            let needs = policies.import(library, name);
            kept.need(path, NeedKind::Name, needs, || format!("{name} of {library}"));
        }
    }
    // Pythons before 3.7 built otherwise than most (PEP 513).
    let is_python = |name: &&String| {
        ["PyFPE_jbuf", "PyFPE_dummy", "PyFPE_counter"].contains(&name.as_str())
            || name.starts_with("PyUnicodeUCS2_")
    };
    for name in elf.python.imports.iter().filter(is_python) {
        kept.need(path, NeedKind::Name, Needs::None, || format!("{name} of Python"));
    }
}
