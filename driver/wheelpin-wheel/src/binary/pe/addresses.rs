use object::pod::Pod;
use object::read::ReadRef;
use object::read::coff::SectionTable;

use crate::binary::Bytes;

/// What stands at an address once Windows has laid out a file.
pub(super) struct Addresses<'data> {
    bytes: Bytes<'data>,
    sections: SectionTable<'data>,
}

/// The longest name of a DLL or a function that is read, in bytes.
const LONGEST: u64 = 4096;

impl<'data> Addresses<'data> {
    /// An error where a section reaches out of the file: Windows does not load such a file.
    pub(super) fn new(
        bytes: Bytes<'data>,
        sections: SectionTable<'data>,
    ) -> Result<Self, &'static str> {
        let length = bytes.len().map_err(|()| "its length is not known")?;
        for section in sections.iter() {
            let (offset, size) = section.pe_file_range();
            if size > 0 && u64::from(offset) + u64::from(size) > length {
                return Err("a section reaches out of the file");
            }
        }
        Ok(Self { bytes, sections })
    }

    /// The value at an address.
    pub(super) fn value<T: Pod>(&self, address: u32) -> Result<&'data T, &'static str> {
        let (offset, left) = self.place(address)?;
        if (left as usize) < size_of::<T>() {
            return Err("a table reaches out of its section");
        }
        self.bytes.read_at(offset.into()).map_err(|()| "a table reaches out of the file")
    }

    /// `count` values from an address on.
    pub(super) fn values<T: Pod>(
        &self,
        address: u32,
        count: usize,
    ) -> Result<&'data [T], &'static str> {
        let (offset, left) = self.place(address)?;
        if count.checked_mul(size_of::<T>()).is_none_or(|size| size > left as usize) {
            return Err("a table reaches out of its section");
        }
        let values = self.bytes.read_slice_at(offset.into(), count);
        values.map_err(|()| "a table is larger than what is read of one")
    }

    /// The text at an address, up to its zero.
    pub(super) fn text(&self, address: u32) -> Result<&'data [u8], &'static str> {
        let (offset, left) = self.place(address)?;
        let (start, left) = (u64::from(offset), u64::from(left).min(LONGEST));
        let text = self.bytes.read_bytes_at_until(start..start + left, 0);
        text.map_err(|()| "a name has no end")
    }

    fn place(&self, address: u32) -> Result<(u32, u32), &'static str> {
        self.sections.pe_file_range_at(address).ok_or("an address is in no section")
    }
}
