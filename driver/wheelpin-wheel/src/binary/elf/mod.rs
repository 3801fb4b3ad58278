//! ELF files, by what the dynamic linker reads: program headers first, section headers
//! only where they say more (System V gABI 4.1, chapters 4 and 5).

mod dynamic;
mod machine;
mod properties;
mod sections;
mod symbols;
mod versions;

pub(crate) use machine::Machine;

use std::collections::{BTreeMap, BTreeSet};

use object::read::elf::{FileHeader, ProgramHeader};
use object::read::{FileKind, ReadRef};
use object::{Endianness, elf};

use crate::binary::{Bytes, PythonSymbols};

/// Facts of one ELF file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elf {
    /// What it runs on.
    pub(crate) machine: Machine,
    /// What it is: `ET_DYN` and others.
    pub(crate) kind: u16,
    /// The program that loads it, of a program.
    pub(crate) interpreter: Option<String>,
    /// Whether the dynamic linker has something to do for it.
    pub(crate) is_dynamic: bool,
    /// Names of libraries, in order (`DT_NEEDED`).
    pub(crate) needed: Vec<String>,
    /// Directories to search, before those of the environment and not below a run path.
    pub(crate) rpath: Option<String>,
    /// Directories to search, after those of the environment.
    pub(crate) runpath: Option<String>,
    /// Library: versions of symbols that are needed of it.
    pub(crate) versions: BTreeMap<String, BTreeSet<String>>,
    /// What it asks of the stack.
    pub(crate) stack: Stack,
    /// Whether code has to be changed when it is loaded (`DT_TEXTREL`).
    pub(crate) has_text_relocations: bool,
    /// Whether relocations are packed (`DT_RELR`).
    pub(crate) has_packed_relocations: bool,
    /// The level of x86-64 that it says it needs, 1 to 4; none where it says nothing.
    pub(crate) isa_level: Option<u8>,
    /// Names of Python's C API in `.dynsym`.
    pub(crate) python: PythonSymbols,
    /// Imported names, not weak, that some policy forbids.
    pub(crate) forbidden: BTreeSet<&'static str>,
    /// Whether it has sections for a debugger.
    pub(crate) has_debug_info: bool,
}

/// What a file asks of the stack.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Stack {
    /// It does not say (no `PT_GNU_STACK`).
    #[default]
    Unsaid,
    /// Code may stand on it.
    Executable,
    /// Only data stands on it.
    Plain,
}

/// The most names or versions of each kind that are kept of one file; a file of an office
/// suite needs some hundreds of libraries.
const MOST_NAMES: usize = 1024;
/// Bytes of the longest name or path that is looked at.
const LONGEST_NAME: usize = 1024;

impl Elf {
    /// Reads the tables of an ELF file; the error says why it cannot be read.
    pub(crate) fn read(bytes: Bytes<'_>) -> Result<Self, String> {
        match FileKind::parse(bytes).map_err(|error| error.to_string())? {
            FileKind::Elf32 => Self::read_class::<elf::FileHeader32<Endianness>>(bytes),
            FileKind::Elf64 => Self::read_class::<elf::FileHeader64<Endianness>>(bytes),
            _ => Err("its class is neither 32 nor 64 bits".into()),
        }
    }

    fn read_class<Header>(bytes: Bytes<'_>) -> Result<Self, String>
    where
        Header: FileHeader<Endian = Endianness>,
    {
        let why = |error: object::read::Error| error.to_string();
        let header = Header::parse(bytes).map_err(why)?;
        let endian = header.endian().map_err(why)?;
        let segments = header.program_headers(endian, bytes).map_err(why)?;
        let mut found = Self {
            machine: Machine::read(header, endian),
            kind: header.e_type(endian).0,
            ..Self::default()
        };
        // Section headers may be gone, or wrong: nothing but a debugger needs them.
        let sections = sections::read(header, endian, bytes);
        found.has_debug_info = sections.has_debug_info;
        for segment in segments {
            match segment.p_type(endian) {
                elf::PT_GNU_STACK if segment.p_flags(endian).0 & elf::PF_X.0 != 0 => {
                    found.stack = Stack::Executable;
                }
                elf::PT_GNU_STACK => found.stack = Stack::Plain,
                elf::PT_INTERP => {
                    let name = segment.interpreter(endian, bytes).map_err(why)?;
                    found.interpreter = name.map(text);
                }
                _ => {}
            }
        }
        found.isa_level = properties::isa_level::<Header>(endian, bytes, segments, &found.machine);
        // A file with only what a debugger needs keeps the program headers of the whole one.
        if !sections.is_emptied {
            found.read_dynamic::<Header>(endian, bytes, segments, &sections)?;
        }
        Ok(found)
    }

    fn read_dynamic<Header>(
        &mut self,
        endian: Endianness,
        bytes: Bytes<'_>,
        segments: &[Header::ProgramHeader],
        sections: &sections::Sections,
    ) -> Result<(), String>
    where
        Header: FileHeader<Endian = Endianness>,
    {
        let Some(table) = dynamic::Table::read::<Header>(endian, bytes, segments)? else {
            return Ok(());
        };
        self.is_dynamic = true;
        let names = |offsets: &[u64]| -> Result<Vec<String>, String> {
            offsets.iter().take(MOST_NAMES).map(|offset| Ok(text(table.string(*offset)?))).collect()
        };
        self.needed = names(&table.needed)?;
        self.rpath = names(&table.rpath)?.pop();
        self.runpath = names(&table.runpath)?.pop();
        self.has_text_relocations = table.has_text_relocations;
        self.has_packed_relocations = table.has_packed_relocations;
        self.versions = versions::read(&table, endian, bytes)?;
        symbols::read::<Header>(&table, endian, bytes, sections, |symbol| match symbol {
            symbols::Symbol::Import { name, is_weak } => {
                self.python.import(name);
                if !is_weak && let Some(name) = crate::linux::forbidden_name(name) {
                    self.forbidden.insert(name);
                }
            }
            symbols::Symbol::Export { name } => self.python.export(name),
        })
    }

    /// Bytes of names that it holds, about; those of Python apart.
    pub(super) fn names(&self) -> usize {
        let paths = self.interpreter.iter().chain(&self.rpath).chain(&self.runpath);
        let versions = self.versions.iter().flat_map(|(of, versions)| versions.iter().chain([of]));
        let names = self.needed.iter().chain(paths).chain(versions);
        names.map(|name| size_of::<String>() + name.len()).sum()
    }

    /// Whether it is a library, or a program at any address.
    pub(crate) fn is_shared(&self) -> bool {
        self.kind == elf::ET_DYN.0
    }
}

/// A name for people, which need not be UTF-8, and no longer than is kept.
fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(&name[..name.len().min(LONGEST_NAME)]).into_owned()
}

/// Bytes of the file; an error says that they are not there.
fn slice<'data>(
    bytes: Bytes<'data>,
    offset: u64,
    size: u64,
    what: &str,
) -> Result<&'data [u8], String> {
    bytes
        .read_bytes_at(offset, size)
        .map_err(|()| format!("{what} is not within the file, or larger than what is read"))
}
