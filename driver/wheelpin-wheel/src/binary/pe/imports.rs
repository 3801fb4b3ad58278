use object::endian::LittleEndian as LE;
use object::pe::{ImageDelayloadDescriptor, ImageImportDescriptor};
use object::read::pe::{ImageNtHeaders, ImageThunkData};

use super::addresses::Addresses;
use super::{Dll, Pe};

/// The most DLLs that are kept of a file.
const LIBRARIES: u32 = 1024;
/// The most functions of Python's DLLs that are looked at.
const FUNCTIONS: u32 = 8192;

/// Reads the import table.
pub(super) fn read<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    table: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let mut left = FUNCTIONS;
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
        let library = Dll { name: name(addresses, descriptor.name.get(LE))?, is_delayed: false };
        add::<Headers>(addresses, library, names, &mut left, file)?;
    }
    Ok(())
}

/// Reads the table of DLLs that are loaded once they are needed.
pub(super) fn read_delayed<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    table: u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let mut left = FUNCTIONS;
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
        let library =
            Dll { name: name(addresses, descriptor.dll_name_rva.get(LE))?, is_delayed: true };
        add::<Headers>(addresses, library, names, &mut left, file)?;
    }
    Ok(())
}

fn name(addresses: &Addresses<'_>, address: u32) -> Result<String, &'static str> {
    Ok(String::from_utf8_lossy(addresses.text(address)?).to_ascii_lowercase())
}

/// Adds a DLL, and the names that are taken from it where it is Python's.
fn add<Headers: ImageNtHeaders>(
    addresses: &Addresses<'_>,
    library: Dll,
    names: u32,
    left: &mut u32,
    file: &mut Pe,
) -> Result<(), &'static str> {
    let is_python = library.name.starts_with("python") || library.name.starts_with("libpython");
    file.libraries.push(library);
    let size = u32::try_from(size_of::<Headers::ImageThunkData>()).unwrap_or(u32::MAX);
    for index in 0..if is_python { *left } else { 0 } {
        let address = names.saturating_add(index.saturating_mul(size));
        let function: &Headers::ImageThunkData = addresses.value(address)?;
        if function.raw() == 0 {
            break;
        }
        *left -= 1;
        if !function.is_ordinal() {
            // Two bytes of a hint come first.
            file.python.import(addresses.text(function.address().saturating_add(2))?);
        }
    }
    Ok(())
}
