//! What is read of a file at the most, whatever it claims about itself.

/// Entries of an archive. torch has about 15,000; each costs some 200 bytes.
pub(crate) const ENTRIES: usize = 200_000;

/// Bytes of an archive's directory: central directory records, or a tar file's names. torch
/// has 2 MB.
pub(crate) const DIRECTORY: u64 = 16 << 20;

/// Bytes of a text that is read whole: METADATA, RECORD, a SBOM.
pub(crate) const TEXT: usize = 8 << 20;

/// Bytes of all such texts of one file together.
pub(crate) const TEXTS: usize = 32 << 20;

/// Bytes of a binary that stay in memory; a longer one is spilled to a temporary file, which
/// takes as long as looking for leaks in it. Of wheels under 10 MB one binary in fifty is longer.
pub(crate) const BINARY_IN_MEMORY: usize = 16 << 20;

/// Bytes of a binary that are spilled at the most; a longer one is not looked into.
pub(crate) const BINARY: u64 = 4 << 30;

/// Binaries of one file that are looked into. The largest wheels have some hundreds.
pub(crate) const BINARIES: usize = 10_000;

/// Bytes that are read of one binary's headers and tables at the most.
pub(crate) const BINARY_TABLES: u64 = 64 << 20;

/// Bytes that a file of `size` bytes may decompress to at the most. Binaries come to 3 or 4
/// times their compressed size, texts to 10; what is made to fill disks comes to 1,000.
pub(crate) fn decompressed(size: u64) -> u64 {
    (512 << 20) + size.saturating_mul(16)
}

/// Bytes of one long name, or of one pax record, in a tar file.
pub(crate) const TAPE_NAME: u64 = 64 << 10;

/// Bytes that PyPI takes of one file (warehouse, `MAX_FILESIZE`, August 2026).
pub(crate) const INDEX_FILE: u64 = 100 << 20;

/// Bytes that PyPI takes of one project (warehouse, `MAX_PROJECT_SIZE`, August 2026).
pub(crate) const INDEX_PROJECT: u64 = 10 << 30;

/// Bytes from which on PyPI looks at the ratio (warehouse, `COMPRESSION_RATIO_MIN_SIZE`,
/// August 2026).
pub(crate) const RATIO_FROM: u64 = 64 << 20;

/// How many times its size a file may decompress to on PyPI (warehouse,
/// `COMPRESSION_RATIO_THRESHOLD`, August 2026).
pub(crate) const RATIO: u64 = 50;

/// Fields of one METADATA, or entry points of one file. Real ones have some hundred.
pub(crate) const FIELDS: usize = 20_000;

/// Bytes that are read of the headers and tables of all binaries of one wheel together.
/// PySide's 900 libraries have some 300 MiB.
pub(crate) const TABLES: u64 = 2 << 30;

/// Bytes of names that are kept of one wheel's binaries: libraries, versions, names of
/// Python. torch has some 50,000.
pub(crate) const NAMES: usize = 32 << 20;

/// Bytes of a binary whose names, sections and signatures are looked at for a comparison; it is
/// in memory then, one at a time. Firefox of all has 160 MB.
pub(crate) const IMAGE: u64 = 512 << 20;

/// Bytes of all Python sources of one wheel together that are kept for a comparison.
pub(crate) const SOURCES: usize = 64 << 20;

/// Bytes of an ELF file's needed versions.
pub(crate) const VERSIONS: u64 = 1 << 20;

/// Bytes of one segment of notes in an ELF file.
pub(crate) const NOTES: u64 = 1 << 20;
