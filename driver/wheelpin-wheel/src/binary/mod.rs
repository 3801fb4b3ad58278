//! Libraries and programs within a wheel.

mod bytes;
mod elf;
mod macho;
mod pe;
mod python_symbols;

pub(crate) use bytes::Bytes;
pub(crate) use elf::{Elf, Stack};
pub(crate) use macho::{LoadPath, MachO, Platform, Signature, Slice, is_system};
pub(crate) use pe::{Machine, Pe};
pub(crate) use python_symbols::PythonSymbols;

use tempfile::SpooledTempFile;

use crate::binary::bytes::Cache;
use crate::member::{Member, MemberKind};

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

    /// Whether Python imports it: an extension module, by its suffix and the function that
    /// makes the module.
    pub(crate) fn is_module(&self) -> bool {
        let is_named_so = self.path.ends_with(".so") || self.path.ends_with(".pyd");
        let makes = |name: &String| name.starts_with("PyInit_") || name.starts_with("PyModExport_");
        let exports = self.python_symbols().map(|python| &python.exports);
        is_named_so && exports.is_some_and(|exports| exports.iter().any(makes))
    }

    /// Its path once installed, from the directory of packages: without `X.data/platlib/`.
    pub(crate) fn installed_path(&self) -> &str {
        let rest = self.path.split_once(".data/").map(|(_, rest)| rest);
        let rest = rest.and_then(|rest| {
            rest.strip_prefix("platlib/").or_else(|| rest.strip_prefix("purelib/"))
        });
        rest.unwrap_or(&self.path)
    }

    /// Its name without directories.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Image {
    /// Bytes of names that it holds, about.
    fn names(&self) -> usize {
        match self {
            Self::Elf(elf) => elf.names() + elf.python.names(),
            Self::MachO(macho) => macho.names() + macho.python.names(),
            Self::Pe(pe) => pe.names() + pe.python.names(),
            Self::Unreadable(_) => 0,
        }
    }
}

/// Reads a binary that was kept of `member`, at most [`crate::limits::BINARY_TABLES`] of it.
/// Takes the bytes of names that it holds off `names`; with too few left it is unreadable.
pub(crate) fn read_binary(member: &Member, binary: SpooledTempFile, names: &mut usize) -> Binary {
    let cache = Cache::new(binary);
    let bytes = cache.bytes();
    let mut image = match member.kind {
        MemberKind::Elf => Elf::read(bytes).map(|elf| Image::Elf(Box::new(elf))),
        MemberKind::MachO => MachO::read(bytes).map(|macho| Image::MachO(Box::new(macho))),
        MemberKind::Pe => Pe::read(bytes).map(|pe| Image::Pe(Box::new(pe))),
        MemberKind::Wasm | MemberKind::Other => Err("its format is not looked into".into()),
    };
    if let Ok(Image::MachO(macho)) = &mut image {
        // Every page is hashed, which is more than tables.
        if let Err(error) = macho.verify(&mut cache.into_file()) {
            image = Err(error.to_string());
        }
    }
    let mut image = image.unwrap_or_else(Image::Unreadable);
    match names.checked_sub(image.names()) {
        Some(left) => *names = left,
        None => image = Image::Unreadable("the binaries hold more names than are kept".into()),
    }
    Binary { path: member.path.clone(), image }
}
