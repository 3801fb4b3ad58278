use object::read::elf::{FileHeader, Sym};
use object::{Endianness, U32, elf, pod};

use crate::binary::Bytes;
use crate::binary::elf::dynamic::Table;
use crate::binary::elf::sections::Sections;
use crate::binary::elf::slice;

/// A dynamic symbol that others may see.
pub(super) enum Symbol<'data> {
    Import { name: &'data [u8], is_weak: bool },
    Export { name: &'data [u8] },
}

/// Bytes of a GNU hash table's chain that are looked at for its end. A chain has as many
/// words as names fall into one bucket, which is few.
const CHAIN: u64 = 64 << 10;

/// Gives each dynamic symbol that others may see to `each`.
pub(super) fn read<'data, Header>(
    table: &Table<'data>,
    endian: Endianness,
    bytes: Bytes<'data>,
    sections: &Sections,
    mut each: impl FnMut(Symbol<'data>),
) -> Result<(), String>
where
    Header: FileHeader<Endian = Endianness>,
{
    let Some(address) = table.symbols else { return Ok(()) };
    let what = "its table of symbols";
    let (offset, _) = table.find(address, what)?;
    let size = size_of::<Header::Sym>();
    let length = match sections.symbols {
        Some((of, length)) if of == address => length,
        _ => count::<Header>(table, endian, bytes)?.saturating_mul(size as u64),
    };
    let raw = slice(bytes, offset, length, what)?;
    let (symbols, _) = pod::slice_from_bytes::<Header::Sym>(raw, raw.len() / size)
        .map_err(|()| "its table of symbols has another form".to_owned())?;
    // The first stands for none.
    for symbol in symbols.iter().skip(1) {
        let is_weak = match symbol.st_bind() {
            elf::STB_GLOBAL => false,
            elf::STB_WEAK => true,
            _ => continue,
        };
        let name = table.string(symbol.st_name(endian).into())?;
        if symbol.st_shndx(endian) == elf::SHN_UNDEF {
            each(Symbol::Import { name, is_weak });
        } else {
            each(Symbol::Export { name });
        }
    }
    Ok(())
}

/// How many symbols there are, by what the dynamic linker looks them up in.
fn count<Header>(table: &Table<'_>, endian: Endianness, bytes: Bytes<'_>) -> Result<u64, String>
where
    Header: FileHeader<Endian = Endianness>,
{
    let what = "its hash table";
    let words = |offset, count: u64| -> Result<Vec<u64>, String> {
        let raw = slice(bytes, offset, count.saturating_mul(4), what)?;
        let (words, _) = pod::slice_from_bytes::<U32<Endianness>>(raw, raw.len() / 4)
            .map_err(|()| "its hash table has another form".to_owned())?;
        Ok(words.iter().map(|word| u64::from(word.get(endian))).collect())
    };
    if let Some(address) = table.gnu_hash {
        let (offset, left) = table.find(address, what)?;
        let [buckets, base, bloom, _] = words(offset, 4)?[..] else { return Ok(0) };
        let word = if Header::is_type_64_sized() { 8 } else { 4 };
        let at = 16 + bloom * word;
        let last = words(offset.saturating_add(at), buckets)?.into_iter().max().unwrap_or_default();
        // Imports alone have no names in it.
        let Some(before) = last.checked_sub(base) else { return Ok(base) };
        let chain = at + buckets * 4 + before * 4;
        let bound = left.saturating_sub(chain).min(CHAIN) / 4;
        let hashes = words(offset.saturating_add(chain), bound)?;
        let end = hashes.iter().position(|hash| hash & 1 == 1).unwrap_or(hashes.len());
        return Ok(last + end as u64 + 1);
    }
    // Its words have 8 bytes on s390x, which has had the other table since 2006.
    let Some(address) = table.hash else { return Ok(0) };
    let (offset, _) = table.find(address, what)?;
    Ok(words(offset, 2)?.pop().unwrap_or_default())
}
