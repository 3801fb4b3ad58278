use object::read::elf::{Dyn, FileHeader, ProgramHeader};
use object::{Endianness, elf};

use crate::binary::Bytes;
use crate::binary::elf::{LONGEST_NAME, MOST_NAMES, slice};

/// What `PT_DYNAMIC` says, with the strings it speaks of.
#[derive(Default)]
pub(super) struct Table<'data> {
    /// Where parts of the file stand in memory.
    loads: Vec<Load>,
    strings: &'data [u8],
    pub(super) needed: Vec<u64>,
    pub(super) rpath: Vec<u64>,
    pub(super) runpath: Vec<u64>,
    pub(super) has_text_relocations: bool,
    pub(super) has_packed_relocations: bool,
    /// Addresses of tables.
    pub(super) symbols: Option<u64>,
    pub(super) hash: Option<u64>,
    pub(super) gnu_hash: Option<u64>,
    pub(super) versions_needed: Option<u64>,
}

struct Load {
    address: u64,
    offset: u64,
    size: u64,
}

impl<'data> Table<'data> {
    /// None where there is no such segment, or nothing in it.
    pub(super) fn read<Header>(
        endian: Endianness,
        bytes: Bytes<'data>,
        segments: &[Header::ProgramHeader],
    ) -> Result<Option<Self>, String>
    where
        Header: FileHeader<Endian = Endianness>,
    {
        let of = |kind| segments.iter().filter(move |segment| segment.p_type(endian) == kind);
        let Some(dynamic) = of(elf::PT_DYNAMIC).next() else { return Ok(None) };
        let loads = of(elf::PT_LOAD).map(|segment| Load {
            address: segment.p_vaddr(endian).into(),
            offset: segment.p_offset(endian).into(),
            size: segment.p_filesz(endian).into(),
        });
        let mut table = Self { loads: loads.collect(), ..Self::default() };
        let entries: &[Header::Dyn] =
            dynamic.dynamic(endian, bytes).map_err(|error| error.to_string())?.unwrap_or_default();
        let (mut strings, mut strings_size) = (None, 0);
        for entry in entries {
            let value = entry.val(endian);
            match entry.tag(endian) {
                elf::DT_NULL => break,
                elf::DT_NEEDED
                    if table.needed.len() < MOST_NAMES && !table.needed.contains(&value) =>
                {
                    table.needed.push(value);
                }
                elf::DT_RPATH => table.rpath = vec![value],
                elf::DT_RUNPATH => table.runpath = vec![value],
                elf::DT_STRTAB => strings = Some(value),
                elf::DT_STRSZ => strings_size = value,
                elf::DT_SYMTAB => table.symbols = Some(value),
                elf::DT_HASH => table.hash = Some(value),
                elf::DT_GNU_HASH => table.gnu_hash = Some(value),
                elf::DT_VERNEED => table.versions_needed = Some(value),
                elf::DT_TEXTREL => table.has_text_relocations = true,
                elf::DT_FLAGS if value & elf::DF_TEXTREL.0 != 0 => {
                    table.has_text_relocations = true;
                }
                elf::DT_RELR => table.has_packed_relocations = true,
                _ => {}
            }
        }
        if let Some(address) = strings {
            let (offset, _) = table.find(address, "its table of names")?;
            table.strings = slice(bytes, offset, strings_size, "its table of names")?;
        }
        Ok(Some(table))
    }

    /// Where in the file an address of memory stands, and how many bytes there are of it.
    pub(super) fn find(&self, address: u64, what: &str) -> Result<(u64, u64), String> {
        let mut found = self.loads.iter().filter_map(|load| {
            let within = address.checked_sub(load.address)?;
            let left = load.size.checked_sub(within)?;
            (left > 0).then_some((load.offset.checked_add(within)?, left))
        });
        found.next().ok_or_else(|| format!("{what} is in no segment"))
    }

    /// A name, without the zero it ends in, and cut off where it is too long.
    pub(super) fn string(&self, offset: u64) -> Result<&'data [u8], String> {
        let found = usize::try_from(offset).ok().and_then(|offset| self.strings.get(offset..));
        let Some(start) = found else { return Err("a name is not in its table of names".into()) };
        // Millions of symbols may share one name that has no end.
        let (start, _) = start.split_at_checked(LONGEST_NAME).unwrap_or((start, &[]));
        Ok(&start[..memchr::memchr(0, start).unwrap_or(start.len())])
    }
}
