//! Libraries and programs within a wheel.

use std::io::{self, Read, Seek, SeekFrom};

use object::read::ReadCache;
use tempfile::SpooledTempFile;

use crate::limits;
use crate::member::{Member, MemberKind};

/// One library or program.
#[derive(Clone, Debug)]
pub(crate) struct Binary {
    /// Its path in the wheel.
    pub(crate) path: String,
    /// What it is.
    pub(crate) image: Image,
}

/// A binary by its format.
#[derive(Clone, Debug)]
pub(crate) enum Image {
    /// It begins like one and cannot be read.
    Unreadable(String),
}

/// What `object` reads a binary through.
pub(crate) type Bytes = ReadCache<Limited>;

/// Reads a binary that was kept of `member`.
pub(crate) fn read_binary(member: &Member, binary: SpooledTempFile) -> Binary {
    let bytes = ReadCache::new(Limited { file: binary, left: limits::BINARY_TABLES });
    let image = match member.kind {
        MemberKind::Elf | MemberKind::MachO | MemberKind::Pe => {
            let _ = &bytes;
            Image::Unreadable("not read yet".into())
        }
        MemberKind::Wasm | MemberKind::Other => Image::Unreadable("no binary".into()),
    };
    Binary { path: member.path.clone(), image }
}

/// A file of which only so much may be read.
#[derive(Debug)]
pub(crate) struct Limited {
    file: SpooledTempFile,
    left: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other("its tables are larger than what is read of one"));
        }
        let length = self.file.read(&mut buffer[..most])?;
        self.left -= length as u64;
        Ok(length)
    }
}

impl Seek for Limited {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}
