use std::io::{self, SeekFrom};

use crate::archive::Source;

/// Bytes that are read at a time, if there are as many; more than any one record has.
const CAPACITY: usize = 256 << 10;

/// A file with a place in it, read in large pieces. Where the place moves within what was
/// read, nothing is read again.
pub(crate) struct Input<'a> {
    source: &'a mut dyn Source,
    length: u64,
    buffer: Vec<u8>,
    /// Where in the file the buffer begins.
    start: u64,
    /// The place, from there.
    at: usize,
}

impl<'a> Input<'a> {
    pub(crate) fn new(source: &'a mut dyn Source) -> io::Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Self { source, length, buffer: Vec::new(), start: 0, at: 0 })
    }

    /// Bytes of the file.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// The place, in bytes from the start of the file.
    pub(crate) fn position(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Moves to a place, in bytes from the start of the file; it may be behind the end.
    pub(crate) fn seek(&mut self, to: u64) {
        let within = to.checked_sub(self.start).filter(|at| *at <= self.buffer.len() as u64);
        if let Some(at) = within.and_then(|at| usize::try_from(at).ok()) {
            self.at = at;
        } else {
            self.start = to;
            self.at = 0;
            self.buffer.clear();
        }
    }

    /// Moves past bytes that were looked at.
    pub(crate) fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    /// What is there at once: nothing only at the end.
    pub(crate) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..])
    }

    /// The next `count` bytes without moving, fewer at the end or beyond what is held.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        let count = count.min(CAPACITY);
        while self.buffer.len() - self.at < count {
            let before = self.buffer.len() - self.at;
            self.fill()?;
            if self.buffer.len() - self.at == before {
                break;
            }
        }
        let end = self.buffer.len().min(self.at + count);
        Ok(&self.buffer[self.at..end])
    }

    /// Reads what comes behind the buffer, and drops what came before the place.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.start += self.at as u64;
        self.at = 0;
        let held = self.buffer.len();
        let from = self.start + held as u64;
        let left = usize::try_from(self.length.saturating_sub(from)).unwrap_or(CAPACITY);
        let wanted = left.min(CAPACITY.saturating_sub(held));
        if wanted == 0 {
            return Ok(());
        }
        self.source.seek(SeekFrom::Start(from))?;
        self.buffer.resize(held + wanted, 0);
        loop {
            match self.source.read(&mut self.buffer[held..]) {
                Ok(count) => {
                    self.buffer.truncate(held + count);
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.truncate(held);
                    return Err(error);
                }
            }
        }
    }
}

/// The number at a place of a record, little-endian; 0 where the record is too short.
pub(super) fn u16_at(record: &[u8], at: usize) -> u16 {
    record.get(at..at + 2).and_then(|found| found.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// As [`u16_at`].
pub(super) fn u32_at(record: &[u8], at: usize) -> u32 {
    record.get(at..at + 4).and_then(|found| found.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// As [`u16_at`].
pub(super) fn u64_at(record: &[u8], at: usize) -> u64 {
    record.get(at..at + 8).and_then(|found| found.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn places_are_found_within_and_beyond_what_was_read() {
        let bytes: Vec<u8> = (0..=255).cycle().take(3 * CAPACITY).collect();
        let mut cursor = Cursor::new(&bytes);
        let mut input = Input::new(&mut cursor).unwrap();
        for place in [0, 10, 3 * CAPACITY - 4, 5, CAPACITY - 2, CAPACITY + 7] {
            input.seek(place as u64);
            assert_eq!(input.peek(4).unwrap(), &bytes[place..place + 4]);
            input.consume(4);
            assert_eq!(input.position(), place as u64 + 4);
        }
        input.seek(3 * CAPACITY as u64 - 1);
        assert_eq!(input.peek(4).unwrap().len(), 1);
        input.seek(u64::MAX);
        assert!(input.chunk().unwrap().is_empty());
    }
}
