use std::io;

use crate::archive::directory::LOCAL;
use crate::archive::entry::flag;
use crate::archive::extra::{Sizes, read_local};
use crate::archive::input::{u16_at, u32_at};
use crate::archive::{Archive, Entry, Input, ProblemKind};
use crate::finding::Place;

/// Goes through an archive in the order of the file, local header by local header, and holds
/// each against the central directory.
pub(crate) struct Walk {
    /// Indices of entries by offset.
    order: Vec<usize>,
    next: usize,
    /// Where the last member ended.
    position: u64,
    /// The last member that was found, where it began.
    last: Option<(usize, u64)>,
    /// Whether the last member's sizes may stand behind its bytes.
    may_have_descriptor: bool,
    /// Members whose local header was not found, and why.
    lost: Vec<(usize, Lost)>,
    /// The first [`Place::MOST`] of what lies between members.
    gaps: Vec<Gap>,
    gap_count: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Lost {
    /// Its local header lies within another member.
    Overlap,
    /// There is no local header.
    Header,
    /// There is the local header of another member, which is where it should be.
    Other,
}

#[derive(Debug)]
struct Gap {
    start: u64,
    end: u64,
    /// The name in a local header that it begins with.
    name: Option<Vec<u8>>,
}

/// Bytes of a local header, name and fields aside.
const LOCAL_LENGTH: usize = 30;

impl Walk {
    pub(crate) fn new(archive: &Archive) -> Self {
        let mut order: Vec<usize> = (0..archive.entries.len()).collect();
        order.sort_by_key(|index| archive.entries.get(*index).map(|entry| entry.offset));
        Self {
            order,
            next: 0,
            position: 0,
            last: None,
            may_have_descriptor: false,
            lost: Vec::new(),
            gaps: Vec::new(),
            gap_count: 0,
        }
    }

    /// The next member, by its index among the entries, and whether its bytes are there; the
    /// input then stands at them. None at the end.
    pub(crate) fn next(
        &mut self,
        input: &mut Input,
        archive: &mut Archive,
    ) -> io::Result<Option<(usize, bool)>> {
        let Some(index) = self.order.get(self.next).copied() else {
            self.end(input, archive)?;
            return Ok(None);
        };
        self.next += 1;
        let is_there = self.look(input, archive, index)?;
        Ok(Some((index, is_there)))
    }

    fn look(&mut self, input: &mut Input, archive: &mut Archive, index: usize) -> io::Result<bool> {
        let Archive { entries, problems, directory, .. } = archive;
        let Some(entry) = entries.get(index) else { return Ok(false) };
        let start = entry.offset;
        if start < self.position {
            // One member that the directory has twice.
            let is_same = self.last.is_some_and(|(last, at)| {
                at == start && entries.get(last).is_some_and(|last| last.name == entry.name)
            });
            if !is_same {
                self.lost.push((index, Lost::Overlap));
            }
            return Ok(false);
        }
        if start.saturating_add(LOCAL_LENGTH as u64) > *directory {
            self.lost.push((index, Lost::Header));
            return Ok(false);
        }
        input.seek(start);
        let head = input.peek(LOCAL_LENGTH)?;
        if head.len() < LOCAL_LENGTH || !head.starts_with(LOCAL) {
            self.lost.push((index, Lost::Header));
            return Ok(false);
        }
        let name = usize::from(u16_at(head, 26));
        let whole = LOCAL_LENGTH + name + usize::from(u16_at(head, 28));
        let header = input.peek(whole)?;
        if header.len() < whole {
            self.lost.push((index, Lost::Header));
            return Ok(false);
        }
        let (head, rest) = header.split_at(LOCAL_LENGTH);
        let (name, extra) = rest.split_at(name);
        let is_same = String::from_utf8_lossy(name) == entry.name;
        if !is_same {
            let other = self.order.get(self.next).and_then(|next| entries.get(*next));
            if other.is_some_and(|other| other.offset == start) {
                self.lost.push((index, Lost::Other));
                return Ok(false);
            }
            let detail = format!("its local header names it {}", String::from_utf8_lossy(name));
            problems.of_member(ProblemKind::HeaderMismatch, &entry.name, &detail);
        }
        let has_descriptor = u16_at(head, 6) & flag::DATA_DESCRIPTOR != 0;
        for (kind, detail) in compare(entry, head, extra, has_descriptor) {
            problems.of_member(kind, &entry.name, &detail);
        }
        let data = start + whole as u64;
        let end = data.saturating_add(entry.compressed);
        if start > self.position {
            self.gap(input, start)?;
        }
        self.position = end.min(*directory).max(data);
        self.last = Some((index, start));
        self.may_have_descriptor = has_descriptor;
        if end > *directory {
            let detail = "its bytes run into the central directory";
            problems.of_member(ProblemKind::Overlap, &entry.name, detail);
            return Ok(false);
        }
        input.seek(data);
        Ok(is_same && !entry.is_encrypted() && !entry.is_unknown)
    }

    /// What lies between the last member and `end`.
    fn gap(&mut self, input: &mut Input, end: u64) -> io::Result<()> {
        let start = self.position;
        // A descriptor: with or without a signature, with sizes of 32 or 64 bits.
        if self.may_have_descriptor && matches!(end - start, 12 | 16 | 20 | 24) {
            return Ok(());
        }
        self.gap_count += 1;
        if self.gaps.len() < Place::MOST {
            input.seek(start);
            let head = input.peek(LOCAL_LENGTH)?;
            let is_local = head.len() == LOCAL_LENGTH && head.starts_with(LOCAL);
            let length = usize::from(u16_at(head, 26));
            let name = if is_local {
                let header = input.peek(LOCAL_LENGTH + length)?;
                header.get(LOCAL_LENGTH..).map(Into::into)
            } else {
                None
            };
            self.gaps.push(Gap { start, end, name });
        }
        Ok(())
    }

    /// Tells what was lost and what lies between members.
    fn end(&mut self, input: &mut Input, archive: &mut Archive) -> io::Result<()> {
        // Members behind the last that was read have no entries.
        if archive.is_whole() && self.position < archive.directory {
            self.gap(input, archive.directory)?;
            self.position = archive.directory;
        }
        let Archive { entries, problems, .. } = archive;
        for (index, lost) in &self.lost {
            let Some(entry) = entries.get(*index) else { continue };
            // The gap is where it is, or what is left of it.
            let place = self.gaps.iter().position(|gap| {
                let is_named = gap.name.as_deref() == Some(entry.name.as_bytes());
                is_named || (*lost == Lost::Header && gap.start == entry.offset)
            });
            let kind = match (lost, place) {
                (Lost::Overlap, None) => ProblemKind::Overlap,
                _ => ProblemKind::HeaderMismatch,
            };
            let detail = match (kind, place) {
                (ProblemKind::Overlap, _) => "its local header lies within another member",
                (_, Some(_)) => "its local header is not where the directory says",
                _ => "it has no local header where the directory says",
            };
            problems.of_member(kind, &entry.name, detail);
            if let Some(place) = place {
                self.gaps.remove(place);
                self.gap_count -= 1;
            }
        }
        for gap in &self.gaps {
            let length = gap.end - gap.start;
            if let Some(name) = &gap.name {
                let name = String::from_utf8_lossy(name);
                let kind = if entries.iter().any(|entry| entry.name == name) {
                    ProblemKind::DuplicateName
                } else {
                    ProblemKind::HeaderMismatch
                };
                let detail = "a local header that the central directory does not have";
                problems.of_member(kind, &name, detail);
            } else if gap.start == 0 {
                let detail = format!("{length} bytes stand before the first member");
                problems.of_file(ProblemKind::Prefix, &detail);
            } else {
                let detail = format!("{length} bytes at offset {}", gap.start);
                problems.of_file(ProblemKind::Gap, &detail);
            }
        }
        for _ in self.gaps.len()..self.gap_count {
            problems.of_file(ProblemKind::Gap, "and more");
        }
        Ok(())
    }
}

/// Holds a local header against what the central directory says of the member.
fn compare(
    entry: &Entry,
    head: &[u8],
    extra: &[u8],
    has_descriptor: bool,
) -> Vec<(ProblemKind, String)> {
    let mut found = Vec::new();
    let is_stored = u16_at(head, 8) == 0;
    let mut sizes =
        Sizes { compressed: u32_at(head, 18).into(), size: u32_at(head, 22).into(), offset: 0 };
    let fields = read_local(extra, is_stored, &mut sizes);
    if let Err((kind, detail)) = fields {
        found.push((kind, detail.into()));
    }
    if has_descriptor {
        let detail = "its sizes stand in a data descriptor behind its bytes";
        found.push((ProblemKind::DataDescriptor, detail.into()));
        return found;
    }
    for (what, local, central) in [
        ("compressed bytes", sizes.compressed, entry.compressed),
        ("bytes", sizes.size, entry.size),
    ] {
        if fields.is_ok() && !entry.is_unknown && local != central {
            let detail = format!("its local header says {local} {what}, the directory {central}");
            found.push((ProblemKind::HeaderMismatch, detail));
        }
    }
    for (what, local, central) in [
        ("method", u32::from(u16_at(head, 8)), u32::from(entry.method)),
        ("CRC-32", u32_at(head, 14), entry.crc32),
        (
            "flag of encryption",
            u32::from(u16_at(head, 6) & flag::ENCRYPTED),
            u32::from(entry.flags & flag::ENCRYPTED),
        ),
    ] {
        if local != central {
            let detail = format!("its local header has another {what} than the directory");
            found.push((ProblemKind::Ambiguous, detail));
        }
    }
    found
}
