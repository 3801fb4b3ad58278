/// One member, as the central directory has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Entry {
    /// The name; bytes that are no UTF-8 are replaced.
    pub(crate) name: String,
    /// Compression method: 0 stored, 8 deflated.
    pub(crate) method: u16,
    /// General purpose bits.
    pub(crate) flags: u16,
    /// CRC-32 of the bytes.
    pub(crate) crc32: u32,
    /// Bytes in the archive.
    pub(crate) compressed: u64,
    /// Bytes once decompressed, as claimed.
    pub(crate) size: u64,
    /// Where its local header is said to be, in bytes from the start of the file.
    pub(crate) offset: u64,
    /// Whether its sizes and offset cannot all be read; its size is 0 then.
    pub(crate) is_unknown: bool,
    /// Time of change in MS-DOS form: date in the upper half, time in the lower.
    pub(crate) dos_time: u32,
    /// Upper half of the external attributes: type and permissions, where Unix made it.
    pub(crate) unix_mode: Option<u32>,
}

/// General purpose bits (APPNOTE 4.4.4).
pub(super) mod flag {
    pub(crate) const ENCRYPTED: u16 = 1 << 0;
    pub(crate) const DATA_DESCRIPTOR: u16 = 1 << 3;
    pub(crate) const PATCH: u16 = 1 << 5;
    pub(crate) const STRONGLY_ENCRYPTED: u16 = 1 << 6;
    pub(crate) const UTF_8: u16 = 1 << 11;
    pub(crate) const MASKED: u16 = 1 << 13;
}

impl Entry {
    /// Whether it stands for a directory.
    pub(crate) fn is_directory(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Whether it is a symbolic link.
    pub(crate) fn is_symlink(&self) -> bool {
        self.unix_mode.is_some_and(|mode| mode & 0o170_000 == 0o120_000)
    }

    /// Whether its bytes cannot be had without a password.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.flags & (flag::ENCRYPTED | flag::STRONGLY_ENCRYPTED | flag::MASKED) != 0
    }
}
