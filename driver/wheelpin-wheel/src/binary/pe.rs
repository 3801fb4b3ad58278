use crate::binary::{Bytes, PythonSymbols};

/// Facts of one PE file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pe {
    /// From any DLL of Python.
    pub(crate) python: PythonSymbols,
}

impl Pe {
    /// Reads the tables of a PE file; the error says why it cannot be read.
    pub(crate) fn read(_bytes: Bytes<'_>) -> Result<Self, String> {
        Err("not read yet".into())
    }
}
