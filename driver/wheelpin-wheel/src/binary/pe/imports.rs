use object::endian::LittleEndian as LE;
use object::pe::{ImageDelayloadDescriptor, ImageImportDescriptor};
use object::read::pe::{ImageNtHeaders, ImageThunkData};

use super::addresses::Addresses;
use super::{Dll, Pe};

/// The most DLLs that are kept of a file.
const LIBRARIES: u32 = 1024;
/// The most functions that are looked at of one DLL.
const FUNCTIONS: u32 = 8192;

/// Reads the import table.
pub(super) fn read<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    table: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let size = u32::try_from(size_of::<ImageImportDescriptor>()).unwrap_or(u32::MAX);
    for index in 0..LIBRARIES {
        let address = table.saturating_add(index.saturating_mul(size));
        let descriptor: &ImageImportDescriptor = addresses.value(address)?;
        if descriptor.name.get(LE) == 0 {
            break;
        }
        let names = match descriptor.original_first_thunk.get(LE) {
            0 => descriptor.first_thunk.get(LE),
            names => names,
        };
        library::<Headers>(addresses, descriptor.name.get(LE), names, false, file)?;
    }
    Ok(())
}

/// Reads the table of DLLs that are loaded once they are needed.
pub(super) fn read_delayed<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    table: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let size = u32::try_from(size_of::<ImageDelayloadDescriptor>()).unwrap_or(u32::MAX);
    for index in 0..LIBRARIES {
        let address = table.saturating_add(index.saturating_mul(size));
        let descriptor: &ImageDelayloadDescriptor = addresses.value(address)?;
        if descriptor.dll_name_rva.get(LE) == 0 {
            break;
        }
        // Old compilers wrote absolute addresses, which bit 0 tells.
        if descriptor.attributes.get(LE) & 1 == 0 {
            continue;
        }
        let names = descriptor.import_name_table_rva.get(LE);
        library::<Headers>(addresses, descriptor.dll_name_rva.get(LE), names, true, file)?;
    }
    Ok(())
}

fn library<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    name: u32,
    names: u32,
    is_delayed: bool,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let name = String::from_utf8_lossy(addresses.text(name)?).to_ascii_lowercase();
    if name.starts_with("python") || name.starts_with("libpython") {
        functions::<Headers>(addresses, names, file)?;
    }
    file.libraries.push(Dll { name, is_delayed });
    Ok(())
}

/// Keeps the names that are taken from a DLL of Python.
fn functions<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    names: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let size = u32::try_from(size_of::<Headers::ImageThunkData>()).unwrap_or(u32::MAX);
    for index in 0..FUNCTIONS {
        let address = names.saturating_add(index.saturating_mul(size));
        let function: &Headers::ImageThunkData = addresses.value(address)?;
        if function.raw() == 0 {
            break;
        }
        if !function.is_ordinal() {
            // Two bytes of a hint come first.
            file.python.import(addresses.text(function.address().saturating_add(2))?);
        }
    }
    Ok(())
}
