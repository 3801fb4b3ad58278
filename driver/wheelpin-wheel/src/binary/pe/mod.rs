//! PE files: Windows.

mod addresses;
mod exports;
mod imports;

use object::endian::LittleEndian as LE;
use object::pe::{self, ImageDosHeader, ImageNtHeaders32, ImageNtHeaders64};
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader};

use crate::binary::{Bytes, PythonSymbols};
use addresses::Addresses;

/// Facts of one PE file.
#[derive(Clone, Debug)]
pub(crate) struct Pe {
    /// What it runs on.
    pub(crate) machine: Machine,
    /// Whether it is a DLL; a program otherwise.
    pub(crate) is_library: bool,
    /// Whether it is of .NET, and runs on whatever that runs on.
    pub(crate) is_managed: bool,
    /// The oldest Windows that loads it: major and minor version.
    pub(crate) subsystem: (u16, u16),
    /// Whether it may be loaded anywhere in memory (ASLR).
    pub(crate) is_relocatable: bool,
    /// Whether data is never run as code (NX).
    pub(crate) has_nx: bool,
    /// The DLLs it needs to be loaded, and those it loads once they are needed, in lower
    /// case.
    pub(crate) libraries: Vec<Dll>,
    /// From any DLL of Python.
    pub(crate) python: PythonSymbols,
}

/// A DLL that a file imports from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Dll {
    /// In lower case: `kernel32.dll`.
    pub(crate) name: String,
    /// Whether it is loaded only once something of it is called.
    pub(crate) is_delayed: bool,
}

/// What a PE file runs on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Machine {
    X86,
    Amd64,
    Arm64,
    /// By its number.
    Other(u16),
}

impl Pe {
    /// Reads the tables of a PE file; the error says why it cannot be read.
    pub(crate) fn read(bytes: Bytes<'_>) -> Result<Self, String> {
        let text = |error: object::read::Error| error.to_string();
        match object::read::pe::optional_header_magic(bytes).map_err(text)? {
            pe::IMAGE_NT_OPTIONAL_HDR32_MAGIC => read::<ImageNtHeaders32>(bytes),
            pe::IMAGE_NT_OPTIONAL_HDR64_MAGIC => read::<ImageNtHeaders64>(bytes),
            magic => Err(format!("its optional header is of kind {magic:#x}")),
        }
    }

    /// Bytes of names that it holds, about; those of Python apart.
    pub(super) fn names(&self) -> usize {
        self.libraries.iter().map(|library| size_of::<Dll>() + library.name.len()).sum()
    }

    /// Whether it is a DLL of machine code, as extension modules are.
    pub(crate) fn is_native_library(&self) -> bool {
        self.is_library && !self.is_managed
    }
}

fn read<Headers: ImageNtHeaders>(bytes: Bytes<'_>) -> Result<Pe, String> {
    let text = |error: object::read::Error| error.to_string();
    let mut offset = ImageDosHeader::parse(bytes).map_err(text)?.nt_headers_offset().into();
    let (headers, directories) = Headers::parse(bytes, &mut offset).map_err(text)?;
    let header = headers.file_header();
    let optional = headers.optional_header();
    let flags = optional.dll_characteristics();
    let addresses = Addresses::new(bytes, headers.sections(bytes, offset).map_err(text)?)?;
    let directory = |index| {
        let directory = directories.get(index)?;
        let address = directory.virtual_address.get(LE);
        (address != 0).then_some(address)
    };
    let mut file = Pe {
        machine: Machine::of(header.machine.get(LE)),
        is_library: header.characteristics.get(LE).contains(pe::IMAGE_FILE_DLL),
        is_managed: directory(pe::IMAGE_DIRECTORY_ENTRY_COM_DESCRIPTOR).is_some(),
        subsystem: (optional.major_subsystem_version(), optional.minor_subsystem_version()),
        is_relocatable: flags.contains(pe::IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE),
        has_nx: flags.contains(pe::IMAGE_DLLCHARACTERISTICS_NX_COMPAT),
        libraries: Vec::new(),
        python: PythonSymbols::default(),
    };
    if let Some(address) = directory(pe::IMAGE_DIRECTORY_ENTRY_IMPORT) {
        imports::read::<Headers>(&addresses, address, &mut file)?;
    }
    if let Some(address) = directory(pe::IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT) {
        imports::read_delayed::<Headers>(&addresses, address, &mut file)?;
    }
    if let Some(address) = directory(pe::IMAGE_DIRECTORY_ENTRY_EXPORT) {
        exports::read(&addresses, address, &mut file)?;
    }
    Ok(file)
}

impl Machine {
    fn of(machine: pe::Machine) -> Self {
        match machine {
            pe::IMAGE_FILE_MACHINE_I386 => Self::X86,
            pe::IMAGE_FILE_MACHINE_AMD64 => Self::Amd64,
            pe::IMAGE_FILE_MACHINE_ARM64 => Self::Arm64,
            pe::Machine(other) => Self::Other(other),
        }
    }

    /// As platform tags have it: `win_amd64`, `win32`.
    pub(crate) fn platform(self) -> String {
        match self {
            Self::X86 => "win32".into(),
            Self::Amd64 => "win_amd64".into(),
            Self::Arm64 => "win_arm64".into(),
            Self::Other(machine) => format!("machine {machine:#x}"),
        }
    }
}
