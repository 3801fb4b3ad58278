use object::read::elf::{FileHeader, SectionHeader};
use object::{Endianness, elf};

use crate::binary::Bytes;

/// What section headers say, where there are any.
#[derive(Default)]
pub(super) struct Sections {
    pub(super) has_debug_info: bool,
    /// Whether only a debugger's part is left: the dynamic section has no bytes.
    pub(super) is_emptied: bool,
    /// Address of the dynamic symbols, and bytes of them.
    pub(super) symbols: Option<(u64, u64)>,
}

/// Reads what can be read; nothing of it is an error.
pub(super) fn read<Header>(header: &Header, endian: Endianness, bytes: Bytes<'_>) -> Sections
where
    Header: FileHeader<Endian = Endianness>,
{
    let mut found = Sections::default();
    let Ok(sections) = header.sections(endian, bytes) else { return found };
    let dynamic = |kind| kind == elf::SHT_NOBITS;
    for section in sections.iter() {
        if section.sh_type(endian) == elf::SHT_DYNSYM {
            found.symbols = Some((section.sh_addr(endian).into(), section.sh_size(endian).into()));
        }
        let Ok(name) = sections.section_name(endian, section) else { continue };
        found.has_debug_info |= name.starts_with(b".debug_") || name.starts_with(b".zdebug_");
        found.is_emptied |= name == b".dynamic" && dynamic(section.sh_type(endian));
    }
    found
}
