use std::ops::Range;

use object::read::ReadRef;

use crate::binary::Bytes;

/// One slice of a fat file, or a whole thin one; offsets begin where it begins.
#[derive(Clone, Copy)]
pub(super) struct Window<'data> {
    bytes: Bytes<'data>,
    offset: u64,
    size: u64,
}

impl<'data> Window<'data> {
    /// None where it reaches out of the file.
    pub(super) fn new(bytes: Bytes<'data>, offset: u64, size: u64) -> Option<Self> {
        let end = offset.checked_add(size)?;
        (end <= bytes.len().ok()?).then_some(Self { bytes, offset, size })
    }

    /// Where it begins in the file.
    pub(super) fn offset(self) -> u64 {
        self.offset
    }
}

impl<'data> ReadRef<'data> for Window<'data> {
    fn len(self) -> Result<u64, ()> {
        Ok(self.size)
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'data [u8], ()> {
        if offset.checked_add(size).is_none_or(|end| end > self.size) {
            return Err(());
        }
        self.bytes.read_bytes_at(self.offset + offset, size)
    }

    fn read_bytes_at_until(self, range: Range<u64>, delimiter: u8) -> Result<&'data [u8], ()> {
        if range.end > self.size {
            return Err(());
        }
        let range = self.offset + range.start..self.offset + range.end;
        self.bytes.read_bytes_at_until(range, delimiter)
    }
}
