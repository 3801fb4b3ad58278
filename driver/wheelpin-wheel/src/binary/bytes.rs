use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::rc::Rc;

use object::read::{ReadCache, ReadRef};
use tempfile::SpooledTempFile;

use crate::limits;

/// A binary of which what was read stays in memory.
pub(crate) struct Cache {
    cache: ReadCache<Limited>,
    most: u64,
    left: Rc<Cell<u64>>,
}

impl Cache {
    /// Reads at most [`limits::BINARY_TABLES`] bytes, and at most `tables`.
    pub(crate) fn new(file: SpooledTempFile, tables: u64) -> Self {
        let most = tables.min(limits::BINARY_TABLES);
        let left = Rc::new(Cell::new(most));
        Self { cache: ReadCache::new(Limited { file, left: left.clone() }), most, left }
    }

    /// Bytes that were read so far.
    pub(crate) fn used(&self) -> u64 {
        self.most - self.left.get()
    }

    /// The file, of which everything may be read again.
    pub(crate) fn into_file(self) -> SpooledTempFile {
        self.cache.into_inner().file
    }

    pub(crate) fn bytes(&self) -> Bytes<'_> {
        Bytes { cache: &self.cache, most: self.most, left: &self.left }
    }
}

/// What `object` reads a binary through: errors, before anything is allocated, where more
/// is asked for than is read of one binary.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'data> {
    cache: &'data ReadCache<Limited>,
    most: u64,
    left: &'data Cell<u64>,
}

impl<'data> ReadRef<'data> for Bytes<'data> {
    fn len(self) -> Result<u64, ()> {
        self.cache.len()
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'data [u8], ()> {
        // What is in the cache may be asked for again with nothing left, but is never larger
        // than what there was.
        if size > self.most - self.left.get() && size > self.left.get() {
            return Err(());
        }
        self.cache.read_bytes_at(offset, size)
    }

    fn read_bytes_at_until(self, range: Range<u64>, delimiter: u8) -> Result<&'data [u8], ()> {
        self.cache.read_bytes_at_until(range, delimiter)
    }
}

/// A file of which only so much may be read.
#[derive(Debug)]
struct Limited {
    file: SpooledTempFile,
    left: Rc<Cell<u64>>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other("its tables are larger than what is read of one"));
        }
        let length = self.file.read(&mut buffer[..most])?;
        self.left.set(left.saturating_sub(length as u64));
        Ok(length)
    }
}

impl Seek for Limited {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}
