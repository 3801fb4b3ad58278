use crate::binary::{Bytes, PythonSymbols};

/// Facts of one Mach-O file, thin or fat.
#[derive(Clone, Debug, Default)]
pub(crate) struct MachO {
    /// Of all slices together.
    pub(crate) python: PythonSymbols,
}

impl MachO {
    /// Reads the tables of a Mach-O file; the error says why it cannot be read.
    pub(crate) fn read(_bytes: Bytes<'_>) -> Result<Self, String> {
        Err("not read yet".into())
    }
}
