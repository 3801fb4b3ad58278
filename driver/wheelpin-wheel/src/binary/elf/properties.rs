use object::read::elf::{FileHeader, NoteIterator, ProgramHeader};
use object::{Endianness, elf};

use crate::binary::Bytes;
use crate::binary::elf::{Machine, slice};
use crate::limits;

/// The level of x86-64 that a file says it needs (x86-64 psABI, "Program Property":
/// `GNU_PROPERTY_X86_ISA_1_NEEDED`).
pub(super) fn isa_level<Header>(
    endian: Endianness,
    bytes: Bytes<'_>,
    segments: &[Header::ProgramHeader],
    machine: &Machine,
) -> Option<u8>
where
    Header: FileHeader<Endian = Endianness>,
{
    if machine.arch != Some("x86_64") {
        return None;
    }
    let of = |kind| segments.iter().filter(move |segment| segment.p_type(endian) == kind);
    let segment = of(elf::PT_GNU_PROPERTY).next();
    for segment in segment.into_iter().chain(of(elf::PT_NOTE)) {
        let size = segment.p_filesz(endian).into().min(limits::NOTES);
        let Ok(raw) = slice(bytes, segment.p_offset(endian).into(), size, "a note") else {
            continue;
        };
        let Ok(mut notes) = NoteIterator::<Header>::new(endian, segment.p_align(endian), raw)
        else {
            continue;
        };
        while let Ok(Some(note)) = notes.next() {
            let Some(mut properties) = note.gnu_properties(endian) else { continue };
            while let Ok(Some(property)) = properties.next() {
                if property.pr_type() == elf::GNU_PROPERTY_X86_ISA_1_NEEDED {
                    let bits = property.data_u32(endian).ok()?;
                    let level = (0..4u8).rev().find(|level| bits & (1 << level) != 0)?;
                    return Some(level + 1);
                }
            }
        }
    }
    None
}
