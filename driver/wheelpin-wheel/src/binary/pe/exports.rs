use object::endian::{LittleEndian as LE, U32};
use object::pe::ImageExportDirectory;

use super::Pe;
use super::addresses::Addresses;

/// Reads the names of Python's that a file exports. The table is sorted (PE format, "Export
/// Name Pointer Table": Windows searches it so), hence only those names are read.
pub(super) fn read(
    addresses: &Addresses<'_>,
    table: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let directory: &ImageExportDirectory = addresses.value(table)?;
    let count = directory.number_of_names.get(LE) as usize;
    if count == 0 {
        return Ok(());
    }
    let names: &[U32<LE>] = addresses.values(directory.address_of_names.get(LE), count)?;
    let text = |name: &U32<LE>| addresses.text(name.get(LE)).unwrap_or_default();
    for prefix in [b"Py".as_slice(), b"_Py"] {
        let first = names.partition_point(|name| text(name) < prefix);
        let names = names.iter().skip(first).map(text);
        for name in names.take_while(|name| name.starts_with(prefix)) {
            file.python.export(name);
        }
    }
    Ok(())
}
