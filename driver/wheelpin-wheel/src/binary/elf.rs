use crate::binary::{Bytes, PythonSymbols};

/// Facts of one ELF file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elf {
    /// Of `.dynsym`, and of `.symtab` where it is there.
    pub(crate) python: PythonSymbols,
}

impl Elf {
    /// Reads the tables of an ELF file; the error says why it cannot be read.
    pub(crate) fn read(_bytes: Bytes<'_>) -> Result<Self, String> {
        Err("not read yet".into())
    }
}
