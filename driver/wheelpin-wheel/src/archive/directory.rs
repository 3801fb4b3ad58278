use std::collections::HashSet;
use std::io;

use crate::archive::end::{End, read_end};
use crate::archive::entry::flag;
use crate::archive::extra::{Sizes, read_central};
use crate::archive::input::{u16_at, u32_at};
use crate::archive::{Entry, Input, ProblemKind, Problems};
use crate::limits;

/// What the central directory of a ZIP file says, and what is wrong with the records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Archive {
    /// Members in the order of the central directory.
    pub(crate) entries: Vec<Entry>,
    pub(crate) problems: Problems,
    /// Where the central directory begins.
    pub(super) directory: u64,
    is_whole: bool,
}

const CENTRAL: &[u8] = b"PK\x01\x02";
pub(super) const LOCAL: &[u8] = b"PK\x03\x04";

/// Bytes of a record of the central directory, name and fields aside.
const CENTRAL_LENGTH: usize = 46;

/// The newest version of the format that CPython reads (`MAX_EXTRACT_VERSION`): 6.3.
const VERSION: u16 = 63;

/// Reads the end records and the central directory of a ZIP file.
///
/// # Errors
///
/// Only what the system says of reading; a file that is no ZIP file has a problem.
pub(crate) fn read_directory(input: &mut Input) -> io::Result<Archive> {
    let mut archive = Archive::default();
    let Some(end) = read_end(input, &mut archive.problems)? else { return Ok(archive) };
    let Some(start) = find(input, &end)? else {
        let detail = "the central directory is not where the end record says";
        archive.problems.of_file(ProblemKind::Unreadable, detail);
        return Ok(archive);
    };
    archive.directory = start;
    input.seek(start);
    let is_whole = archive.read_records(input, end.start)?;
    let read = input.position() - start;
    if is_whole {
        archive.is_whole = true;
        archive.compare(input, &end, start, read)?;
    }
    archive.find_duplicates();
    Ok(archive)
}

/// Whether readers take a file for a ZIP file.
pub(crate) fn is_zip(input: &mut Input) -> io::Result<bool> {
    match read_end(input, &mut Problems::default())? {
        Some(end) if end.size > 0 => Ok(find(input, &end)?.is_some_and(|start| start < end.start)),
        end => Ok(end.is_some_and(|end| end.count == 0 && end.offset == 0)),
    }
}

/// Where the central directory begins: where the end record says, or else as far before the
/// end record as it is long, which is where readers find it when something was put before
/// the archive.
fn find(input: &mut Input, end: &End) -> io::Result<Option<u64>> {
    let by_size = end.start.checked_sub(end.size);
    for start in [Some(end.offset), by_size].into_iter().flatten() {
        if start.saturating_add(CENTRAL_LENGTH as u64) <= end.start {
            input.seek(start);
            if input.peek(4)? == CENTRAL {
                return Ok(Some(start));
            }
        }
    }
    Ok((end.size == 0 && end.count == 0).then_some(end.start))
}

impl Archive {
    /// Reads records up to `end`; whether all of them were read.
    fn read_records(&mut self, input: &mut Input, end: u64) -> io::Result<bool> {
        let start = input.position();
        loop {
            let left = end.saturating_sub(input.position());
            let head = input.peek(CENTRAL_LENGTH)?;
            if left < CENTRAL_LENGTH as u64
                || head.len() < CENTRAL_LENGTH
                || !head.starts_with(CENTRAL)
            {
                return Ok(true);
            }
            let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(head, at)));
            let whole = CENTRAL_LENGTH + name + extra + comment;
            if self.entries.len() == limits::ENTRIES
                || input.position() + whole as u64 - start > limits::DIRECTORY
            {
                let detail = "it has more members than are read";
                self.problems.of_file(ProblemKind::Unread, detail);
                return Ok(false);
            }
            let record = input.peek(whole)?;
            if left < whole as u64 || record.len() < whole {
                return Ok(true);
            }
            let (head, rest) = record.split_at(CENTRAL_LENGTH);
            let (name, rest) = rest.split_at(name);
            self.read_record(head, name, &rest[..extra]);
            if comment > 0 {
                let name = String::from_utf8_lossy(name);
                let detail = format!("a comment of {comment} bytes");
                self.problems.of_member(ProblemKind::Comment, &name, &detail);
            }
            input.consume(whole);
        }
    }

    fn read_record(&mut self, head: &[u8], raw_name: &[u8], extra: &[u8]) {
        let name = String::from_utf8_lossy(raw_name).into_owned();
        let mut problem = |kind, detail: &str| self.problems.of_member(kind, &name, detail);
        let flags = u16_at(head, 8);
        if std::str::from_utf8(raw_name).is_err() {
            problem(ProblemKind::Name, "it is no UTF-8");
        } else if raw_name.iter().any(u8::is_ascii_control) {
            problem(ProblemKind::Name, "it has control characters");
        } else if !raw_name.is_ascii() && flags & flag::UTF_8 == 0 {
            problem(ProblemKind::Name, "it is no ASCII and not marked as UTF-8");
        }
        let mut sizes = Sizes {
            compressed: u32_at(head, 20).into(),
            size: u32_at(head, 24).into(),
            offset: u32_at(head, 42).into(),
        };
        let mut is_unknown = false;
        match read_central(extra, raw_name, &mut sizes) {
            Ok(None) => {}
            Ok(Some(other)) => {
                let detail = format!("an extra field names it {other}");
                problem(ProblemKind::Ambiguous, &detail);
            }
            Err((kind, detail)) => {
                is_unknown = kind == ProblemKind::Zip64;
                problem(kind, detail);
            }
        }
        if u16_at(head, 6) & 0xff > VERSION {
            problem(ProblemKind::Unreadable, "it needs a newer reader than there is");
        }
        let method = u16_at(head, 10);
        if !matches!(method, 0 | 8) {
            problem(ProblemKind::Method, &format!("method {method}"));
        } else if flags & flag::PATCH != 0 {
            problem(ProblemKind::Method, "patched data");
        }
        if !matches!(u16_at(head, 34), 0 | 0xffff) {
            problem(ProblemKind::Disk, "its bytes are said to be on another disk");
        }
        let entry = Entry {
            flags,
            method,
            dos_time: u32_at(head, 12),
            crc32: u32_at(head, 16),
            compressed: sizes.compressed,
            size: if is_unknown { 0 } else { sizes.size },
            is_unknown,
            offset: sizes.offset,
            unix_mode: (head.get(5) == Some(&3)).then(|| u32_at(head, 38) >> 16),
            name: String::new(),
        };
        if entry.is_encrypted() {
            problem(ProblemKind::Encrypted, "it is encrypted");
        }
        if name.ends_with('/') && entry.size > 0 {
            problem(ProblemKind::Ambiguous, "a directory that has bytes");
        }
        self.entries.push(Entry { name, ..entry });
    }

    /// Whether every member is among the entries: what is not there is then not there.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// How many bytes are decompressed of a file of `size` bytes at the most. One that PyPI
    /// takes for a bomb has a problem.
    pub(crate) fn budget(&mut self, size: u64) -> u64 {
        let claimed = self.entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.size));
        if claimed <= limits::RATIO_FROM || claimed <= size.saturating_mul(limits::RATIO) {
            return limits::decompressed(size);
        }
        let detail = format!(
            "its {size} bytes decompress to {claimed}, which is more than {} times as many",
            limits::RATIO
        );
        self.problems.of_file(ProblemKind::Ratio, &detail);
        limits::RATIO_FROM
    }

    /// Says that a member was not read, or not looked into: there is too much in the file.
    pub(crate) fn skipped(&mut self, index: usize) {
        let is_said = self.problems.of(ProblemKind::Ratio).is_some();
        if let Some(entry) = self.entries.get(index).filter(|_| !is_said) {
            let detail = format!("its {} bytes are more than is read of one file", entry.size);
            self.problems.of_member(ProblemKind::Unread, &entry.name, &detail);
        }
    }

    /// Holds what was read against what the end record says.
    fn compare(&mut self, input: &mut Input, end: &End, start: u64, read: u64) -> io::Result<()> {
        let problems = &mut self.problems;
        if start + read != end.start {
            if read == end.size {
                let detail = format!(
                    "{} bytes between the central directory and the end records",
                    end.start - start - read
                );
                problems.of_file(ProblemKind::Gap, &detail);
            } else {
                let detail = "a record of the central directory is cut off or unknown";
                problems.of_file(ProblemKind::Unreadable, detail);
                self.is_whole = false;
                return Ok(());
            }
        }
        let count = self.entries.len();
        if end.count != count as u64 {
            let detail =
                format!("the end record says {} members, the directory has {count}", end.count);
            problems.of_file(ProblemKind::DirectoryMismatch, &detail);
        }
        if end.size != read {
            let detail =
                format!("the end record says {} bytes, the directory has {read}", end.size);
            problems.of_file(ProblemKind::DirectoryMismatch, &detail);
        }
        if start != end.offset && !self.shift(input, start.wrapping_sub(end.offset))? {
            let detail =
                format!("the end record says offset {}, the directory is at {start}", end.offset);
            self.problems.of_file(ProblemKind::DirectoryMismatch, &detail);
        }
        Ok(())
    }

    /// Counts offsets from where the archive begins, if the directory lies `by` bytes behind
    /// where it should because something was put before it; whether that is so.
    fn shift(&mut self, input: &mut Input, by: u64) -> io::Result<bool> {
        let Some(first) = self.entries.iter().map(|entry| entry.offset).min() else {
            return Ok(false);
        };
        let mut is_local = |at: u64| {
            input.seek(at);
            io::Result::Ok(input.peek(4)? == LOCAL)
        };
        let Some(shifted) = first.checked_add(by) else { return Ok(false) };
        if is_local(first)? || !is_local(shifted)? {
            return Ok(false);
        }
        for entry in &mut self.entries {
            entry.offset = entry.offset.saturating_add(by);
        }
        Ok(true)
    }

    fn find_duplicates(&mut self) {
        let mut names = HashSet::with_capacity(self.entries.len());
        for entry in &self.entries {
            if !names.insert(entry.name.as_str()) {
                let detail = "the central directory has it twice";
                self.problems.of_member(ProblemKind::DuplicateName, &entry.name, detail);
            }
        }
    }
}
