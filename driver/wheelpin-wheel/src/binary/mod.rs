//! Libraries and programs within a wheel.

mod bytes;
mod elf;
mod macho;
mod pe;
mod python_symbols;

pub(crate) use bytes::Bytes;
pub(crate) use elf::{Elf, Stack};
pub(crate) use macho::{LoadPath, MachO, Platform, Signature, Slice, is_system, wheel_paths};
pub(crate) use pe::{Machine, Pe};
pub(crate) use python_symbols::PythonSymbols;

use tempfile::SpooledTempFile;

use crate::binary::bytes::Cache;
use crate::limits;
use crate::member::{Member, MemberKind};
use crate::metadata::{Installed, installed};

/// One library or program.
#[derive(Clone, Debug)]
pub(crate) struct Binary {
    /// Its path in the wheel.
    pub(crate) path: String,
    /// What it is.
    pub(crate) image: Image,
}

/// A binary by its format.
#[derive(Clone, Debug)]
pub(crate) enum Image {
    /// Linux, Android and others.
    Elf(Box<Elf>),
    /// macOS and iOS.
    MachO(Box<MachO>),
    /// Windows.
    Pe(Box<Pe>),
    /// It begins like one and cannot be read; why.
    Unreadable(String),
}

impl Binary {
    /// What it takes from Python and gives to it, whatever its format; none where it cannot
    /// be read.
    pub(crate) fn python_symbols(&self) -> Option<&PythonSymbols> {
        match &self.image {
            Image::Elf(elf) => Some(&elf.python),
            Image::MachO(macho) => Some(&macho.python),
            Image::Pe(pe) => Some(&pe.python),
            Image::Unreadable(_) => None,
        }
    }

    /// Its path once installed, from the directory of packages where it goes there.
    pub(crate) fn installed_path(&self) -> &str {
        match installed(&self.path) {
            Installed::Library(path) => path,
            _ => &self.path,
        }
    }

    /// Its name without directories.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Image {
    /// Bytes that it holds, about.
    fn names(&self) -> usize {
        match self {
            Self::Elf(elf) => size_of::<Elf>() + elf.names() + elf.python.names(),
            Self::MachO(macho) => size_of::<MachO>() + macho.names() + macho.python.names(),
            Self::Pe(pe) => size_of::<Pe>() + pe.names() + pe.python.names(),
            Self::Unreadable(_) => 0,
        }
    }
}

const TOO_MANY: &str = "the binaries hold more than is read and kept of one wheel";

/// What is left to be read and kept of a wheel's binaries.
pub(crate) struct Budget {
    /// Bytes of headers and tables.
    tables: u64,
    /// Bytes of names.
    names: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tables: limits::TABLES, names: limits::NAMES }
    }
}

/// Reads a binary that was kept of `member`, at most [`crate::limits::BINARY_TABLES`] of it.
/// Takes what it read, and the names that it holds, off the budget; with too little left it
/// is unreadable.
pub(crate) fn read_binary(member: &Member, binary: SpooledTempFile, budget: &mut Budget) -> Binary {
    if budget.names == 0 || budget.tables == 0 {
        return Binary { path: member.path.clone(), image: Image::Unreadable(TOO_MANY.into()) };
    }
    let cache = Cache::new(binary, budget.tables);
    let bytes = cache.bytes();
    let mut image = match member.kind {
        MemberKind::Elf => Elf::read(bytes).map(|elf| Image::Elf(Box::new(elf))),
        MemberKind::MachO => MachO::read(bytes).map(|macho| Image::MachO(Box::new(macho))),
        MemberKind::Pe => Pe::read(bytes).map(|pe| Image::Pe(Box::new(pe))),
        MemberKind::Wasm | MemberKind::Other => Err("its format is not looked into".into()),
    };
    budget.tables -= cache.used();
    if let Ok(Image::MachO(macho)) = &mut image {
        // Every page is hashed, which is more than tables.
        if let Err(error) = macho.verify(&mut cache.into_file()) {
            image = Err(error.to_string());
        }
    }
    let mut image = image.unwrap_or_else(Image::Unreadable);
    match budget.names.checked_sub(image.names()) {
        Some(left) if budget.tables > 0 => budget.names = left,
        _ => {
            budget.names = 0;
            image = Image::Unreadable(TOO_MANY.into());
        }
    }
    Binary { path: member.path.clone(), image }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use wheelpin_testing::{MachOBuilder, PeBuilder};

    use super::*;

    fn read(kind: MemberKind, bytes: &[u8]) -> Image {
        let mut file = SpooledTempFile::new(bytes.len());
        file.write_all(bytes).unwrap();
        read_binary(&Member { kind, ..Member::default() }, file, &mut Budget::default()).image
    }

    #[test]
    fn files_cut_short_anywhere_are_unreadable_or_known_for_it() {
        let arm64 = MachOBuilder::new(MachOBuilder::ARM64);
        let thin = arm64.bytes();
        let fat = MachOBuilder::fat(&[arm64, MachOBuilder::new(MachOBuilder::X86_64)]);
        let pe = PeBuilder::new(0x8664).bytes();
        for (kind, bytes) in
            [(MemberKind::MachO, thin), (MemberKind::MachO, fat), (MemberKind::Pe, pe)]
        {
            // Between the headers and the last tables are zeros.
            let is_table = |length: &usize| *length < 2048 || bytes.len() - *length < 1024;
            for length in (0..bytes.len()).filter(|length| is_table(length) || length % 509 == 0) {
                let is_said = match read(kind, &bytes[..length]) {
                    Image::Unreadable(_) => true,
                    Image::MachO(macho) => !macho.unsound.is_empty(),
                    Image::Elf(_) | Image::Pe(_) => false,
                };
                assert!(is_said, "{kind:?} of {length} bytes");
            }
            assert!(!matches!(read(kind, &bytes), Image::Unreadable(_)));
        }
    }

    #[test]
    fn names_of_a_stripped_file_are_those_that_dyld_reads() {
        let named = MachOBuilder::new(MachOBuilder::ARM64);
        for is_stripped in [false, true] {
            let bytes = MachOBuilder { is_stripped, ..named.clone() }.bytes();
            let Image::MachO(macho) = read(MemberKind::MachO, &bytes) else { panic!() };
            let names = |names: &std::collections::BTreeSet<String>| Vec::from_iter(names.clone());
            assert_eq!(names(&macho.python.imports), ["PyModule_Create2"]);
            assert_eq!(names(&macho.python.exports), ["PyInit__native"]);
        }
    }
}
