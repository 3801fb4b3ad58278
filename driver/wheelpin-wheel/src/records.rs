use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;

use crate::archive::{Input, is_zip, read_directory};

/// One member of a wheel, as the archive's directory has it: what makes two archives of the same
/// files different bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The name; bytes that are no UTF-8 are replaced.
    pub name: String,
    /// Compression method: 0 stored, 8 deflated (APPNOTE 4.4.5).
    pub method: u16,
    /// General purpose bits (APPNOTE 4.4.4).
    pub flags: u16,
    /// Time of change in MS-DOS form: date in the upper half, time in the lower.
    pub dos_time: u32,
    /// Type and permissions, where Unix made it.
    pub unix_mode: Option<u32>,
    /// CRC-32 of the bytes.
    pub crc32: u32,
    /// Bytes in the archive.
    pub compressed: u64,
    /// Bytes once decompressed, as claimed.
    pub size: u64,
    offset: u64,
}

/// Reads the directory of a wheel that is in memory, in its order.
///
/// # Errors
///
/// Why its members cannot be told, as a sentence's end: `it is no ZIP archive`.
pub fn read_records(bytes: &[u8]) -> Result<Vec<Record>, String> {
    let mut cursor = Cursor::new(bytes);
    let mut input = Input::new(&mut cursor).map_err(|error| error.to_string())?;
    if !is_zip(&mut input).map_err(|error| error.to_string())? {
        return Err("it is no ZIP archive, or is cut off".into());
    }
    let archive = read_directory(&mut input).map_err(|error| error.to_string())?;
    if !archive.is_whole() {
        return Err("its directory cannot be read to the end".into());
    }
    let record = |entry: crate::archive::Entry| Record {
        name: entry.name,
        method: entry.method,
        flags: entry.flags,
        dos_time: entry.dos_time,
        unix_mode: entry.unix_mode,
        crc32: entry.crc32,
        compressed: entry.compressed,
        size: entry.size,
        offset: entry.offset,
    };
    Ok(archive.entries.into_iter().map(record).collect())
}

impl Record {
    /// The member's bytes, out of the bytes of the wheel that the record was read from. No more than
    /// `most` are decompressed.
    ///
    /// # Errors
    ///
    /// Why they cannot be had: a method other than stored and deflated, a damaged stream, another
    /// size or sum than the record says, more bytes than `most`.
    pub fn content(&self, wheel: &[u8], most: u64) -> Result<Vec<u8>, String> {
        if self.size > most {
            return Err(format!("its {} bytes are more than are compared", self.size));
        }
        let at = usize::try_from(self.offset).unwrap_or(usize::MAX);
        let header = wheel.get(at..).and_then(|rest| rest.get(..LOCAL)).unwrap_or_default();
        if !header.starts_with(b"PK\x03\x04") {
            return Err("its header is not where the directory says".into());
        }
        let length = |at: usize| {
            header.get(at..at + 2).map_or(0, |it| usize::from(u16::from_le_bytes([it[0], it[1]])))
        };
        let start = at + LOCAL + length(26) + length(28);
        let compressed = usize::try_from(self.compressed).unwrap_or(usize::MAX);
        let stored = start.checked_add(compressed).and_then(|end| wheel.get(start..end));
        let stored = stored.ok_or("its bytes are cut off")?;
        let mut content = Vec::new();
        match self.method {
            0 => content.extend_from_slice(stored),
            8 => {
                // One more than there should be shows that there are too many.
                let mut taken = DeflateDecoder::new(stored).take(self.size.saturating_add(1));
                taken.read_to_end(&mut content).map_err(|error| error.to_string())?;
            }
            method => return Err(format!("it is compressed by method {method}")),
        }
        if content.len() as u64 == self.size {
            Ok(content)
        } else {
            Err("it has another size than the directory says".into())
        }
    }
}

/// Bytes of a local header before its name (APPNOTE 4.3.7).
const LOCAL: usize = 30;

#[cfg(test)]
mod tests {
    use wheelpin_testing::WheelBuilder;

    use super::*;

    #[test]
    fn members_are_read_back() {
        let wheel = WheelBuilder::new("py3-none-any").with("sample/a.py", "a = 1\n".repeat(1000));
        let bytes = wheel.bytes();
        let records = read_records(&bytes).unwrap();
        let record = records.iter().find(|record| record.name == "sample/a.py").unwrap();
        assert_eq!(record.content(&bytes, 10_000).unwrap(), "a = 1\n".repeat(1000).as_bytes());
        assert!(record.content(&bytes, 5999).is_err());
    }

    #[test]
    fn damage_is_told() {
        let bytes = WheelBuilder::new("py3-none-any").bytes();
        for length in 0..bytes.len() {
            if let Ok(records) = read_records(&bytes[..length]) {
                assert!(records.is_empty(), "{length}");
            }
        }
        let mut changed = bytes.clone();
        for at in 0..bytes.len() {
            changed[at] ^= 0x55;
            for record in read_records(&changed).unwrap_or_default() {
                let _ = record.content(&changed, 1 << 20);
            }
            changed[at] = bytes[at];
        }
    }
}
