use object::endian::Endian;
use object::macho::{DyldInfoCommand, DysymtabCommand, LinkeditDataCommand, SymtabCommand};
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
        let fixups =
            tables.chained_fixups.and_then(|fixups| fixups.chained_fixups(endian, window).ok());
        let imports = fixups.and_then(|fixups| fixups.imports(endian).ok());
        for import in imports.into_iter().flatten().map_while(Result::ok) {
            if let Some(name) = import.name.strip_prefix(b"_") {
                found.import(name);
            }
        }
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
            let name = name.and_then(|name| name.strip_prefix(b"_"));
            let Some(name) = name.filter(|name| is_python(name)) else { continue };
            let name = memchr::memchr(0, name).and_then(|end| name.get(..end)).unwrap_or(name);
            if symbol.is_undefined() {
                python.import(name);
            } else if symbol.is_definition() || symbol.is_common() {
                python.export(name);
            }
        }
    }
    Some(())
}

/// Before its end is looked for.
fn is_python(name: &[u8]) -> bool {
    name.starts_with(b"Py") || name.starts_with(b"_Py")
}
