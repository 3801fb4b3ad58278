use std::io::{self, SeekFrom};

use crate::archive::{Entry, Problem, ProblemKind, Source};
use crate::limits;

/// What the records of a ZIP file say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Archive {
    /// Members in the order of the central directory.
    pub(crate) entries: Vec<Entry>,
    /// In the order of the file.
    pub(crate) problems: Vec<Problem>,
}

/// Reads the records of a ZIP file.
///
/// # Errors
///
/// Only what the system says of reading; a file that is no ZIP file has a problem.
pub(crate) fn read_archive(source: &mut dyn Source) -> io::Result<Archive> {
    let mut archive = Archive::default();
    let length = source.seek(SeekFrom::End(0))?;
    let tail_length = length.min(22 + 65_535);
    let mut tail = vec![0; usize::try_from(tail_length).unwrap_or_default()];
    source.seek(SeekFrom::Start(length - tail_length))?;
    source.read_exact(&mut tail)?;
    let Some(end) = tail.windows(22).rposition(|window| window.starts_with(b"PK\x05\x06")) else {
        archive.problems.push(Problem {
            kind: ProblemKind::Unreadable,
            member: None,
            detail: "there is no end of central directory".into(),
        });
        return Ok(archive);
    };
    let size = u64::from(u32_at(&tail, end + 12)).min(limits::DIRECTORY);
    let offset = u64::from(u32_at(&tail, end + 16));
    if offset + size > length {
        return Ok(archive);
    }
    let mut directory = vec![0; usize::try_from(size).unwrap_or_default()];
    source.seek(SeekFrom::Start(offset))?;
    source.read_exact(&mut directory)?;
    let mut rest = &directory[..];
    while rest.starts_with(b"PK\x01\x02")
        && rest.len() >= 46
        && archive.entries.len() < limits::ENTRIES
    {
        let lengths = [28, 30, 32].map(|at| usize::from(u16_at(rest, at)));
        let whole = 46 + lengths.iter().sum::<usize>();
        if rest.len() < whole {
            break;
        }
        let local = u64::from(u32_at(rest, 42));
        let mut header = [0; 30];
        let data = (local + 30 <= length).then_some(local);
        let data = match data {
            Some(local) => {
                source.seek(SeekFrom::Start(local))?;
                source.read_exact(&mut header)?;
                Some(local + 30 + u64::from(u16_at(&header, 26)) + u64::from(u16_at(&header, 28)))
            }
            None => None,
        };
        archive.entries.push(Entry {
            name: String::from_utf8_lossy(&rest[46..46 + lengths[0]]).into_owned(),
            flags: u16_at(rest, 8),
            method: u16_at(rest, 10),
            dos_time: u32_at(rest, 12),
            crc32: u32_at(rest, 16),
            compressed: u32_at(rest, 20).into(),
            size: u32_at(rest, 24).into(),
            unix_mode: (rest[5] == 3).then(|| u32_at(rest, 38) >> 16),
            data,
        });
        rest = &rest[whole..];
    }
    Ok(archive)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|found| found.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|found| found.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Whether a file has an end of central directory where readers look for one.
pub(crate) fn has_end_record(source: &mut dyn Source) -> io::Result<bool> {
    let length = source.seek(SeekFrom::End(0))?;
    let tail_length = length.min(22 + 65_535);
    let mut tail = vec![0; usize::try_from(tail_length).unwrap_or_default()];
    source.seek(SeekFrom::Start(length - tail_length))?;
    source.read_exact(&mut tail)?;
    Ok(tail.windows(22).any(|window| window.starts_with(b"PK\x05\x06")))
}
