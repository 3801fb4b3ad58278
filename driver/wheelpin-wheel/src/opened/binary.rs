use std::collections::{BTreeMap, BTreeSet};

use crate::abi::{Suffix, module_of, stable};
use crate::binary::{Binary, Image as Format, Platform};
use crate::metadata::{Installed, installed};
use crate::opened::TextSignature;
use crate::opened::image::Image;

/// A library, module or program of a wheel.
#[derive(Clone, Debug, Default)]
pub struct OpenedBinary {
    /// Its path in the archive.
    pub path: String,
    /// What it is imported as, where Python imports it.
    pub module: Option<Module>,
    /// `ELF`, `Mach-O`, `PE`; none where it cannot be read.
    pub format: Option<&'static str>,
    /// Architectures, several of a fat file.
    pub archs: BTreeSet<String>,
    /// Libraries that it needs, those of the wheel too, as it names them.
    pub libraries: BTreeSet<String>,
    /// Versions of symbols that it needs: `GLIBC_2.17 of libc.so.6`.
    pub versions: BTreeSet<String>,
    /// The oldest systems that it runs on: `glibc`, `musl` by no version, `macOS (arm64)`,
    /// `Windows`, with major and minor version.
    pub systems: BTreeMap<String, (u32, u32)>,
    /// The minor version of the oldest Python 3 that has all names of the C API that it takes;
    /// none where it takes none, or one that is not of the stable ABI.
    pub stable_floor: Option<u32>,
    /// Bytes of each section, by name; of a fat file with the architecture before it.
    pub sections: BTreeMap<String, u64>,
    /// Names that others may take from it.
    pub exports: BTreeSet<String>,
    /// Names that it takes from others.
    pub imports: BTreeSet<String>,
    /// Text signatures of CPython's form within it.
    pub signatures: BTreeSet<TextSignature>,
    /// Whether not all of its names, sections and signatures could be read.
    pub is_partial: bool,
}

/// An extension module by its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Module {
    /// With dots: `sample._core`.
    pub import: String,
    /// Whether its file name says that it is of a stable ABI.
    pub is_stable: bool,
}

impl OpenedBinary {
    pub(super) fn new(binary: &Binary, image: Image) -> Self {
        let mut opened = Self {
            path: binary.path.clone(),
            module: module(binary),
            sections: image.sections,
            exports: image.exports,
            imports: image.imports,
            signatures: image.signatures,
            is_partial: image.is_partial,
            ..Self::default()
        };
        match &binary.image {
            Format::Elf(elf) => {
                opened.format = Some("ELF");
                opened.archs.insert(elf.machine.name().into());
                opened.libraries.extend(elf.needed.iter().cloned());
                for (library, versions) in &elf.versions {
                    opened
                        .versions
                        .extend(versions.iter().map(|version| format!("{version} of {library}")));
                }
                let glibc = elf.versions.values().flatten().filter_map(|version| glibc(version));
                opened.systems.extend(glibc.max().map(|version| ("glibc".into(), version)));
            }
            Format::MachO(macho) => {
                opened.format = Some("Mach-O");
                for slice in &macho.slices {
                    opened.archs.insert(slice.arch.clone());
                    opened
                        .libraries
                        .extend(slice.libraries.iter().map(|library| library.name.clone()));
                    for (platform, version) in &slice.systems {
                        let system = match platform {
                            Platform::Other(_) => continue,
                            platform => format!("{platform} ({})", slice.arch),
                        };
                        opened.systems.insert(system, *version);
                    }
                }
            }
            Format::Pe(pe) => {
                opened.format = Some("PE");
                opened.archs.insert(pe.machine.platform());
                opened.libraries.extend(pe.libraries.iter().map(|library| library.name.clone()));
                let (major, minor) = pe.subsystem;
                opened.systems.insert("Windows".into(), (major.into(), minor.into()));
            }
            Format::Unreadable(_) => opened.is_partial = true,
        }
        if let Some(python) = binary.python_symbols() {
            // Read by what the dynamic linker reads, where section headers are gone.
            opened.imports.extend(python.imports.iter().cloned());
            opened.exports.extend(python.exports.iter().cloned());
            let added = python.imports.iter().map(|name| stable(name).map(|name| name.added));
            opened.stable_floor =
                added.collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().max());
        }
        opened
    }
}

fn module(binary: &Binary) -> Option<Module> {
    let module = module_of(binary)?;
    let Installed::Library(path) = installed(&binary.path) else { return None };
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    // A package may be an extension module as a whole.
    if module.name != "__init__" {
        parts.push(module.name);
    }
    let is_stable = matches!(module.suffix, Suffix::Abi3 { .. } | Suffix::Abi3t { .. });
    Some(Module { import: parts.join("."), is_stable })
}

/// (2, 17) for `GLIBC_2.17` and `GLIBC_2.2.5`.
fn glibc(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix("GLIBC_")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_glibc_are_numbers() {
        assert_eq!(glibc("GLIBC_2.2.5"), Some((2, 2)));
        assert_eq!(glibc("GLIBC_2.34"), Some((2, 34)));
        assert_eq!(glibc("GLIBC_PRIVATE"), None);
        assert_eq!(glibc("GCC_3.0"), None);
    }
}
