use std::io;

use crate::archive::input::{u16_at, u32_at, u64_at};
use crate::archive::{Input, ProblemKind, Problems};

/// What stands at the end of a ZIP file of its central directory.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// Records.
    pub(super) count: u64,
    /// Bytes.
    pub(super) size: u64,
    /// Where it begins, as claimed.
    pub(super) offset: u64,
    /// Where the first of the end records begins.
    pub(super) start: u64,
}

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";

/// Bytes of the end record, its comment aside.
const END_LENGTH: u64 = 22;
/// Bytes of the ZIP64 end record, extensible data aside.
const END64_LENGTH: u64 = 56;
/// Bytes of the ZIP64 locator.
const LOCATOR64_LENGTH: u64 = 20;
/// The longest comment.
const COMMENT: u64 = 0xffff;

/// Finds the end record as CPython's `zipfile` does: the last one that a comment may follow.
/// None where there is none.
pub(super) fn read_end(input: &mut Input, problems: &mut Problems) -> io::Result<Option<End>> {
    let length = input.length();
    // More than is needed, so that the directory of a small file is read with it.
    input.seek(length.saturating_sub(3 * COMMENT));
    let window = length.min(COMMENT + END_LENGTH);
    input.peek(usize::try_from(length.min(3 * COMMENT)).unwrap_or(usize::MAX))?;
    input.seek(length - window);
    let tail = input.peek(usize::try_from(window).unwrap_or(usize::MAX))?;
    let bare = tail.len().checked_sub(22).filter(|at| {
        let record = &tail[*at..];
        record.starts_with(END) && record.ends_with(&[0, 0])
    });
    let Some(at) = bare.or_else(|| memchr::memmem::rfind(tail, END)) else {
        problems.of_file(ProblemKind::Unreadable, "there is no end of a central directory");
        return Ok(None);
    };
    let Some(record) = tail.get(at..at + 22) else {
        problems.of_file(ProblemKind::Unreadable, "the end of the central directory is cut off");
        return Ok(None);
    };
    let mut record_bytes = [0; 22];
    record_bytes.copy_from_slice(record);
    let record = &record_bytes;
    let start = length - window + at as u64;

    let behind = length - start - END_LENGTH;
    let comment = u64::from(u16_at(record, 20));
    if behind > comment {
        let detail = format!("{} bytes stand behind the end", behind - comment);
        problems.of_file(ProblemKind::Trailing, &detail);
    } else if behind < comment {
        problems.of_file(ProblemKind::Trailing, "the comment of the file is cut off");
    }
    let end = End {
        count: u16_at(record, 10).into(),
        size: u32_at(record, 12).into(),
        offset: u32_at(record, 16).into(),
        start,
    };
    if u16_at(record, 8) != u16_at(record, 10) {
        let detail = "the end record has one number of members on this disk and another in all";
        problems.of_file(ProblemKind::DirectoryMismatch, detail);
    }
    let end64 = read_end64(input, end, problems)?;
    let is_elsewhere = |disk: u16| disk != 0 && !(disk == 0xffff && end64.is_some());
    if is_elsewhere(u16_at(record, 4)) || is_elsewhere(u16_at(record, 6)) {
        problems.of_file(ProblemKind::Disk, "the end record is said to be on another disk");
    }
    Ok(Some(end64.unwrap_or(end)))
}

/// The ZIP64 end record, which stands before a locator, which stands before the end record.
fn read_end64(input: &mut Input, end: End, problems: &mut Problems) -> io::Result<Option<End>> {
    let Some(locator_start) = end.start.checked_sub(LOCATOR64_LENGTH) else { return Ok(None) };
    input.seek(locator_start);
    let locator = input.peek(20)?;
    if !locator.starts_with(LOCATOR64) {
        return Ok(None);
    }
    if u32_at(locator, 4) != 0 || u32_at(locator, 16) > 1 {
        problems.of_file(ProblemKind::Zip64, "the ZIP64 locator speaks of several disks");
    }
    let claimed = u64_at(locator, 8);
    let usual = locator_start.checked_sub(END64_LENGTH);
    let mut found = None;
    for start in [Some(claimed), usual].into_iter().flatten() {
        input.seek(start);
        let record = input.peek(56)?;
        if start < locator_start && record.len() == 56 && record.starts_with(END64) {
            let mut bytes = [0; 56];
            bytes.copy_from_slice(record);
            found = Some((start, bytes));
            break;
        }
    }
    let Some((start, record)) = found else {
        problems.of_file(ProblemKind::Zip64, "there is a ZIP64 locator and no ZIP64 end record");
        return Ok(Some(End { start: locator_start, ..end }));
    };
    if start != claimed {
        let detail = "the ZIP64 end record is not where its locator says";
        problems.of_file(ProblemKind::Zip64, detail);
    }
    let size = u64_at(&record, 4);
    if size != END64_LENGTH - 12 || Some(start) != usual {
        let detail = "the ZIP64 end record has a length other than 44";
        problems.of_file(ProblemKind::Zip64, detail);
    }
    if u32_at(&record, 16) != 0 || u32_at(&record, 20) != 0 {
        problems.of_file(ProblemKind::Disk, "the ZIP64 end record is said to be on another disk");
    }
    let count = u64_at(&record, 32);
    if u64_at(&record, 24) != count {
        let detail =
            "the ZIP64 end record has one number of members on this disk and another in all";
        problems.of_file(ProblemKind::DirectoryMismatch, detail);
    }
    let end64 = End { count, size: u64_at(&record, 40), offset: u64_at(&record, 48), start };
    let differs = |short: u64, long: u64, most: u64| short != most && short != long;
    if differs(end.count, end64.count, 0xffff)
        || differs(end.size, end64.size, 0xffff_ffff)
        || differs(end.offset, end64.offset, 0xffff_ffff)
    {
        let detail = "the end record and the ZIP64 end record disagree";
        problems.of_file(ProblemKind::Ambiguous, detail);
    }
    Ok(Some(end64))
}
