use object::endian::Endian;
use object::macho::{
    self, DyldChainedFixupsHeader, DyldInfoCommand, DysymtabCommand, LinkeditDataCommand,
    SymtabCommand,
};
use object::read::ReadRef;
use object::read::macho::{MachHeader, Nlist};

use super::exports_trie;
use super::window::Window;
use crate::binary::PythonSymbols;

/// The load commands that say where names of symbols stand.
pub(super) struct Tables<'data, E: Endian> {
    pub(super) symtab: Option<&'data SymtabCommand<E>>,
    pub(super) dysymtab: Option<&'data DysymtabCommand<E>>,
    pub(super) dyld_info: Option<&'data DyldInfoCommand<E>>,
    pub(super) exports_trie: Option<&'data LinkeditDataCommand<E>>,
    pub(super) chained_fixups: Option<&'data LinkeditDataCommand<E>>,
}

impl<E: Endian> Default for Tables<'_, E> {
    fn default() -> Self {
        Self {
            symtab: None,
            dysymtab: None,
            dyld_info: None,
            exports_trie: None,
            chained_fixups: None,
        }
    }
}

/// The longest table of strings that is read in one piece, in bytes.
const STRINGS: u64 = 16 << 20;
/// Bytes of a name that are looked at: more than any of Python's has.
const LONGEST: usize = 512;

/// Adds the names that are Python's: those of the symbol table, or where that is stripped of
/// what dyld reads. A table that cannot be read has none.
pub(super) fn read<Header: MachHeader>(
    endian: Header::Endian,
    window: Window<'_>,
    tables: &Tables<'_, Header::Endian>,
    python: &mut PythonSymbols,
) {
    let mut found = PythonSymbols::default();
    symbol_table::<Header>(endian, window, tables, &mut found);
    if found.exports.is_empty() {
        let info = tables.dyld_info.and_then(|info| info.export_data(endian, window).ok());
        let trie = tables.exports_trie.and_then(|trie| trie.data(endian, window).ok());
        for data in info.into_iter().chain(trie) {
            exports_trie::read(data, |name| found.export(name));
        }
    }
    if found.imports.is_empty() {
        let fixups = tables.chained_fixups.and_then(|fixups| fixups.data(endian, window).ok());
        fixups.and_then(|fixups| chained_imports(endian, fixups, &mut found));
    }
    python.add(found);
}

/// External symbols of `LC_SYMTAB`; the local ones, which may be very many, are left out.
fn symbol_table<Header: MachHeader>(
    endian: Header::Endian,
    window: Window<'_>,
    tables: &Tables<'_, Header::Endian>,
    python: &mut PythonSymbols,
) -> Option<()> {
    let symtab = tables.symtab?;
    let count = symtab.nsyms.get(endian);
    let ranges = match tables.dysymtab {
        None => [(0, count), (0, 0)],
        Some(dysymtab) => [
            (dysymtab.iextdefsym.get(endian), dysymtab.nextdefsym.get(endian)),
            (dysymtab.iundefsym.get(endian), dysymtab.nundefsym.get(endian)),
        ],
    };
    let strings = u64::from(symtab.stroff.get(endian));
    let strings_end = strings + u64::from(symtab.strsize.get(endian));
    let whole = (strings_end - strings <= STRINGS)
        .then(|| window.read_bytes_at(strings, strings_end - strings).ok())
        .flatten();
    for (first, number) in ranges {
        let number = number.min(count.saturating_sub(first));
        let size = size_of::<Header::Nlist>() as u64;
        let offset = u64::from(symtab.symoff.get(endian)) + u64::from(first) * size;
        let symbols: &[Header::Nlist] = window.read_slice_at(offset, number as usize).ok()?;
        for symbol in symbols.iter().filter(|symbol| !symbol.is_stab()) {
            let at = u64::from(symbol.n_strx(endian));
            let name = match whole {
                Some(whole) => usize::try_from(at).ok().and_then(|at| whole.get(at..)),
                None if strings + at < strings_end => {
                    window.read_bytes_at_until(strings + at..strings_end, 0).ok()
                }
                None => None,
            };
            let Some(name) = name.and_then(python_name) else { continue };
            if symbol.is_undefined() {
                python.import(name);
            } else if symbol.is_definition() || symbol.is_common() {
                python.export(name);
            }
        }
    }
    Some(())
}

/// The imports of `LC_DYLD_CHAINED_FIXUPS` (`mach-o/fixup-chains.h`).
fn chained_imports<E: Endian>(endian: E, fixups: &[u8], python: &mut PythonSymbols) -> Option<()> {
    let (header, _) = object::pod::from_bytes::<DyldChainedFixupsHeader<E>>(fixups).ok()?;
    let imports = fixups.get(header.imports_offset.get(endian) as usize..)?;
    let strings = fixups.get(header.symbols_offset.get(endian) as usize..)?;
    let count = header.imports_count.get(endian) as usize;
    // A number with the offset of the name in its upper bits; an addend follows in two forms.
    let (size, is_long) = match header.imports_format.get(endian) {
        macho::DYLD_CHAINED_IMPORT => (4, false),
        macho::DYLD_CHAINED_IMPORT_ADDEND => (8, false),
        macho::DYLD_CHAINED_IMPORT_ADDEND64 => (16, true),
        _ => return None,
    };
    for import in imports.chunks_exact(size).take(count) {
        let offset = if is_long {
            endian.read_u64(*import.first_chunk()?) >> 32
        } else {
            u64::from(endian.read_u32(*import.first_chunk()?) >> 9)
        };
        let name = usize::try_from(offset).ok().and_then(|offset| strings.get(offset..));
        if let Some(name) = name.and_then(python_name) {
            python.import(name);
        }
    }
    Some(())
}

/// A name of Python's without Mach-O's underscore, of a text that ends in a zero somewhere.
fn python_name(text: &[u8]) -> Option<&[u8]> {
    let name = text.strip_prefix(b"_")?;
    let is_python = name.starts_with(b"Py") || name.starts_with(b"_Py");
    // Millions of symbols may share a name that has no end.
    let name = name.get(..LONGEST).unwrap_or(name);
    let end = memchr::memchr(0, name).unwrap_or(name.len());
    is_python.then(|| name.get(..end)).flatten()
}
