use std::io::{self, Read, SeekFrom, Write};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

use crate::archive::{Entry, Source};
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
    /// Why its bytes could not be read to the end.
    pub(crate) broken: Option<String>,
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
pub(crate) struct Kept {
    /// All of it, where it is a text that was asked for and not too long.
    pub(crate) text: Option<Vec<u8>>,
    /// All of it, where it is a binary.
    pub(crate) binary: Option<SpooledTempFile>,
}

/// How many bytes are decompressed at a time.
const CHUNK: usize = 128 << 10;

/// Reads one member: hashes it, looks for leaks in it, and keeps it where `wants_text` says so
/// or it is a binary. Reads at most `budget` bytes, and takes what it read off it.
///
/// # Errors
///
/// What the system says of reading the archive or of writing temporary files; bytes
/// that cannot be decompressed make the member [`Member::broken`].
pub(crate) fn read_member(
    source: &mut dyn Source,
    entry: &Entry,
    wants_text: bool,
    budget: &mut u64,
) -> io::Result<(Member, Kept)> {
    let mut kept = Kept { text: None, binary: None };
    let mut member = Member { path: entry.name.clone(), ..Member::default() };
    let Some(data) = entry.data else {
        member.broken = Some("its local header is not there".into());
        return Ok((member, kept));
    };
    source.seek(SeekFrom::Start(data))?;
    let mut raw = io::BufReader::with_capacity(CHUNK, source.take(entry.compressed));
    let mut inflated;
    let bytes: &mut dyn Read = match entry.method {
        0 => &mut raw,
        8 => {
            inflated = DeflateDecoder::new(raw);
            &mut inflated
        }
        method => {
            member.broken = Some(format!("it is compressed by method {method}"));
            return Ok((member, kept));
        }
    };

    let mut sha256 = Sha256::new();
    let mut crc = Crc::new();
    let mut scanner = Scanner::new(&entry.name);
    let mut text = wants_text.then(Vec::new);
    let mut buffer = vec![0; CHUNK];
    loop {
        let length = match fill(bytes, &mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            // An archive's bytes, not the system's fault.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput
                        | io::ErrorKind::InvalidData
                        | io::ErrorKind::UnexpectedEof
                ) =>
            {
                member.broken = Some(format!("its bytes cannot be decompressed: {error}"));
                break;
            }
            Err(error) => return Err(error),
        };
        let chunk = &buffer[..length];
        if member.size == 0 {
            member.kind = MemberKind::of(chunk);
            if member.kind.is_binary() {
                kept.binary = Some(SpooledTempFile::new(limits::BINARY_IN_MEMORY));
            }
        }
        member.size += length as u64;
        if length as u64 > *budget {
            member.broken = Some("the archive decompresses to more than is read".into());
            break;
        }
        *budget -= length as u64;
        sha256.update(chunk);
        crc.update(chunk);
        scanner.feed(chunk, member.kind);
        if let Some(text) = &mut text {
            text.extend_from_slice(chunk);
        }
        if text.as_ref().is_some_and(|text| text.len() > limits::TEXT) {
            text = None;
        }
        if member.size > limits::BINARY {
            kept.binary = None;
        } else if let Some(binary) = &mut kept.binary {
            binary.write_all(chunk)?;
        }
    }
    if member.broken.is_none() && member.size != entry.size {
        member.broken =
            Some(format!("it has {} bytes, its record says {}", member.size, entry.size));
    } else if member.broken.is_none() && crc.sum() != entry.crc32 {
        member.broken = Some("its bytes do not have the CRC-32 of its record".into());
    }
    member.sha256 = sha256.finalize().into();
    (member.hits, member.marks) = scanner.finish();
    kept.text = text;
    Ok((member, kept))
}

/// Reads until the buffer is full or there is no more.
fn fill(bytes: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match bytes.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // What came before is good; the next call gives the error again.
            Err(_) if filled > 0 => break,
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
