use std::io::{self, Write};

use flate2::Crc;
use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

use crate::archive::{Entry, Input};
use crate::inflate::{Inflate, InflateError};
use crate::limits;
use crate::scan::{Hit, Marks, Scanner};

/// One member of an archive, read once from beginning to end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    /// Its path in the archive, with `/`.
    pub(crate) path: String,
    /// Bytes that were read.
    pub(crate) size: u64,
    /// SHA-256 of those bytes.
    pub(crate) sha256: [u8; 32],
    /// What it is by its first bytes.
    pub(crate) kind: MemberKind,
    /// What no published file should have, with the place.
    pub(crate) hits: Vec<Hit>,
    /// What it tells of the program that made it.
    pub(crate) marks: Marks,
    /// Why its bytes could not be read to the end, or are not those that its record speaks of.
    pub(crate) broken: Option<String>,
    /// Whether it is its bytes that are broken; else they were not read, and a rule of the
    /// archive says why.
    pub(crate) is_damaged: bool,
}

/// What a member is by its first bytes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum MemberKind {
    /// Linux, Android and others.
    Elf,
    /// macOS and iOS, thin or fat.
    MachO,
    /// Windows.
    Pe,
    /// WebAssembly.
    Wasm,
    /// Anything else.
    #[default]
    Other,
}

impl MemberKind {
    pub(crate) fn of(start: &[u8]) -> Self {
        match start {
            [0x7f, b'E', b'L', b'F', ..] => Self::Elf,
            [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..] | [0xfe, 0xed, 0xfa, 0xcf | 0xce, ..] => {
                Self::MachO
            }
            // A fat file; Java's class files begin alike, but have a version above 40 where a
            // fat file has its few architectures.
            [0xca, 0xfe, 0xba, 0xbe | 0xbf, 0, 0, 0, count, ..] if *count < 40 => Self::MachO,
            [b'M', b'Z', ..] => Self::Pe,
            [0, b'a', b's', b'm', ..] => Self::Wasm,
            _ => Self::Other,
        }
    }

    /// Whether it is looked into.
    pub(crate) fn is_binary(self) -> bool {
        matches!(self, Self::Elf | Self::MachO | Self::Pe)
    }
}

/// What else is wanted of a member than [`Member`].
#[derive(Default)]
pub(crate) struct Kept {
    /// All of it, where it is a text that was asked for and not too long.
    pub(crate) text: Option<Vec<u8>>,
    /// All of it, where it is a binary.
    pub(crate) binary: Option<SpooledTempFile>,
}

impl Member {
    /// A member of which no byte was read.
    pub(crate) fn unread(entry: &Entry, why: &str) -> Self {
        Self { path: entry.name.clone(), broken: Some(why.into()), ..Self::default() }
    }

    fn damaged(&mut self, why: String) {
        self.broken = Some(why);
        self.is_damaged = true;
    }
}

/// Reads members one after the other, with the same buffers.
pub(crate) struct MemberReader {
    inflate: Inflate,
}

impl MemberReader {
    pub(crate) fn new() -> Self {
        Self { inflate: Inflate::new() }
    }

    /// Reads a member whose bytes the input stands at: hashes it, looks for leaks in it, and
    /// keeps it where `wants_text` says so or it is a binary. Never reads more than the
    /// compressed bytes of its record, nor decompresses more than the bytes of its record.
    ///
    /// # Errors
    ///
    /// What the system says of reading the archive or of writing temporary files; bytes
    /// that cannot be decompressed make the member [`Member::broken`].
    pub(crate) fn read(
        &mut self,
        input: &mut Input,
        entry: &Entry,
        wants_text: bool,
    ) -> io::Result<(Member, Kept)> {
        let mut member = Member { path: entry.name.clone(), ..Member::default() };
        let mut reading = Reading {
            sha256: Sha256::new(),
            crc: Crc::new(),
            scanner: Scanner::new(&entry.name),
            kept: Kept { text: wants_text.then(Vec::new), binary: None },
            is_long: entry.size > limits::BINARY_IN_MEMORY as u64,
        };
        match entry.method {
            0 => {
                let mut left = entry.compressed;
                while left > 0 {
                    let chunk = input.chunk()?;
                    let most = usize::try_from(left).unwrap_or(usize::MAX);
                    let chunk = &chunk[..chunk.len().min(most)];
                    let length = chunk.len();
                    if length == 0 || member.size + length as u64 > entry.size {
                        break;
                    }
                    reading.feed(&mut member, chunk)?;
                    input.consume(length);
                    left -= length as u64;
                }
                if left > 0 {
                    member.damaged(format!(
                        "it is not compressed and has {} bytes, its record says {}",
                        entry.compressed, entry.size
                    ));
                }
            }
            8 => {
                self.inflate.start(entry.compressed);
                loop {
                    match self.inflate.next(input) {
                        Ok([]) => break,
                        Ok(chunk) if member.size + chunk.len() as u64 > entry.size => {
                            member.damaged(format!(
                                "it has more bytes than the {} of its record",
                                entry.size
                            ));
                            break;
                        }
                        Ok(chunk) => reading.feed(&mut member, chunk)?,
                        Err(InflateError::Io(error)) => return Err(error),
                        Err(InflateError::Damaged(why)) => {
                            member.damaged(format!("its bytes cannot be decompressed: {why}"));
                            break;
                        }
                    }
                }
            }
            _ => return Ok((Member::unread(entry, "its method is unknown"), Kept::default())),
        }
        if member.broken.is_none() && member.size != entry.size {
            let size = member.size;
            member.damaged(format!("it has {size} bytes, its record says {}", entry.size));
        } else if member.broken.is_none() && reading.crc.sum() != entry.crc32 {
            member.damaged("its bytes do not have the CRC-32 of its record".into());
        }
        Ok(reading.finish(member))
    }
}

/// One member as it is read.
struct Reading {
    sha256: Sha256,
    crc: Crc,
    scanner: Scanner,
    kept: Kept,
    /// Whether it is too long to stay in memory.
    is_long: bool,
}

impl Reading {
    fn feed(&mut self, member: &mut Member, chunk: &[u8]) -> io::Result<()> {
        if member.size == 0 {
            member.kind = MemberKind::of(chunk);
            if member.kind.is_binary() {
                let mut binary = SpooledTempFile::new(limits::BINARY_IN_MEMORY);
                if self.is_long {
                    binary.roll()?;
                }
                self.kept.binary = Some(binary);
            }
        }
        member.size += chunk.len() as u64;
        self.sha256.update(chunk);
        self.crc.update(chunk);
        self.scanner.feed(chunk, member.kind);
        if let Some(text) = &mut self.kept.text {
            text.extend_from_slice(chunk);
        }
        if self.kept.text.as_ref().is_some_and(|text| text.len() > limits::TEXT) {
            self.kept.text = None;
        }
        if member.size > limits::BINARY {
            self.kept.binary = None;
        } else if let Some(binary) = &mut self.kept.binary {
            binary.write_all(chunk)?;
        }
        Ok(())
    }

    fn finish(self, mut member: Member) -> (Member, Kept) {
        member.sha256 = self.sha256.finalize().into();
        (member.hits, member.marks) = self.scanner.finish();
        (member, self.kept)
    }
}
