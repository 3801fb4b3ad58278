//! Mach-O files: macOS and iOS.

mod exports_trie;
mod fat;
mod load_path;
mod signature;
mod slice;
mod symbols;
mod window;

pub(crate) use load_path::{LoadPath, is_system, wheel_paths};
pub(crate) use signature::Signature;
pub(crate) use slice::{Platform, Slice};

use std::io::{self, Read, Seek};

use object::read::ReadRef;

use crate::binary::{Bytes, PythonSymbols};
use fat::FatSlice;
use slice::FileType;
use window::Window;

/// Facts of one Mach-O file, thin or fat.
#[derive(Clone, Debug, Default)]
pub(crate) struct MachO {
    /// One of a thin file; of a fat one those that could be read.
    pub(crate) slices: Vec<Slice>,
    /// What is wrong with the table of slices.
    pub(crate) unsound: Vec<String>,
    /// Of all slices together.
    pub(crate) python: PythonSymbols,
}

impl MachO {
    /// Reads the tables of a Mach-O file; the error says why it cannot be read.
    pub(crate) fn read(bytes: Bytes<'_>) -> Result<Self, String> {
        let size = bytes.len().map_err(|()| "its length is not known".to_owned())?;
        let mut macho = Self::default();
        match fat::read(bytes)? {
            None => {
                let window = Window::new(bytes, 0, size).ok_or("it is too long")?;
                macho.slices.push(slice::read(window, &mut macho.python)?);
            }
            Some(table) => {
                for (index, fat_slice) in table.slices.iter().enumerate() {
                    macho.read_slice(bytes, index, fat_slice);
                }
                macho.unsound.extend(table.unsound);
            }
        }
        Ok(macho)
    }

    /// Bytes of names that it holds, about; those of Python apart.
    pub(super) fn names(&self) -> usize {
        let unsound = self.unsound.iter().map(|text| size_of::<String>() + text.len());
        self.slices.iter().map(Slice::names).chain(unsound).sum()
    }

    /// Holds the signatures against the pages.
    ///
    /// # Errors
    ///
    /// What the system says of reading.
    pub(crate) fn verify(&mut self, file: &mut (impl Read + Seek)) -> io::Result<()> {
        self.slices.iter_mut().try_for_each(|slice| slice.signature.verify(file))
    }

    fn read_slice(&mut self, bytes: Bytes<'_>, index: usize, fat_slice: &FatSlice) {
        let said = fat_slice.arch();
        let Some(window) = Window::new(bytes, fat_slice.offset, fat_slice.size) else {
            self.unsound.push(format!("slice {index} ({said}) reaches out of the file"));
            return;
        };
        // A static library may be fat too; it is not loaded.
        if window.read_bytes_at(0, 8).is_ok_and(|start| start == b"!<arch>\n") {
            return;
        }
        match slice::read(window, &mut self.python) {
            Err(error) => self.unsound.push(format!("slice {index} ({said}): {error}")),
            Ok(slice) => {
                if slice.arch != said {
                    let arch = &slice.arch;
                    self.unsound.push(format!("slice {index} ({said}) is {arch}"));
                }
                // What dyld maps begins at a page; pages of arm64 have 16 KiB.
                let page = if slice.is_arm64() { 16 << 10 } else { 4 << 10 };
                if slice.file_type.is_loaded() && !fat_slice.offset.is_multiple_of(page) {
                    self.unsound.push(format!("slice {index} ({said}) begins within a page"));
                }
                self.slices.push(slice);
            }
        }
    }

    /// The slices of that architecture: none, or one.
    pub(crate) fn slice(&self, arch: &str) -> Option<&Slice> {
        self.slices.iter().find(|slice| slice.arch == arch)
    }

    /// Whether it is a library or a bundle: what Python, or another library, loads.
    pub(crate) fn is_library(&self) -> bool {
        self.slices.iter().any(|slice| slice.file_type == FileType::Library)
    }
}
