//! The raw records of a ZIP file (APPNOTE 6.3.10), as they are and not as a reader
//! would mend them.
//!
//! # What PyPI takes
//!
//! A wheel's records have a problem that is an error if PyPI refuses them, or if CPython's
//! `zipfile`, which PyPI and pip read them with, does. Read from warehouse as of August 2026
//! (`warehouse/utils/zipfiles.py` and, where it says so, `_is_valid_dist_file` in
//! `warehouse/forklift/legacy.py`) and CPython 3.14 (`Lib/zipfile`).
//!
//! PyPI goes through the file from its first byte, record by record, and stops at the first
//! end record; every record must be one that it knows. That is the same as: each member's local
//! header is where the last member's bytes end, the first at 0, and the directory, the ZIP64
//! records and the end record follow without a byte between. So [`Walk`] follows the
//! directory's offsets in their order.
//!
//! | kind | refused |
//! |---|---|
//! | [`Unreadable`](ProblemKind::Unreadable) | no end record in the last 65,557 bytes; a directory that is not there; a record cut off or of no known signature; a member that needs a version above 6.3 (`zipfile`) |
//! | [`DirectoryMismatch`](ProblemKind::DirectoryMismatch) | number, size or offset of the directory other than the end record says, that of ZIP64 where it is there; one number on this disk and another in all |
//! | [`HeaderMismatch`](ProblemKind::HeaderMismatch) | names of local headers and of the directory that are not the same set; compressed or decompressed size that differs, ZIP64 fields counted in |
//! | [`DuplicateName`](ProblemKind::DuplicateName) | a name twice in the directory, or in local headers |
//! | [`Name`](ProblemKind::Name) | a name with bytes below 0x20 or 0x7f; one that is no UTF-8; one that is no ASCII without flag bit 11, which `zipfile` reads as code page 437; a field 0x7075 with such a name |
//! | [`Method`](ProblemKind::Method) | methods other than 0 and 8 (`_is_valid_dist_file`) |
//! | [`DataDescriptor`](ProblemKind::DataDescriptor) | flag bit 3 in a local header |
//! | [`Comment`](ProblemKind::Comment) | a comment in the directory; that of the whole file may be there |
//! | [`Zip64`](ProblemKind::Zip64) | an end record longer than 56 bytes, not where its locator says or not there; several disks in the locator; a local field of a length other than 0, 8, 16, 24 or 28, empty where sizes are 0xffffffff, or of 8 for a member that is compressed; a field of the directory without a number that it should have |
//! | [`ExtraField`](ProblemKind::ExtraField) | a field that is cut off (up to three bytes at the end of a directory's are passed over); 0x0001 or 0x7075 twice in a local header |
//! | [`Prefix`](ProblemKind::Prefix), [`Gap`](ProblemKind::Gap), [`Trailing`](ProblemKind::Trailing) | bytes that are of no record |
//! | [`Overlap`](ProblemKind::Overlap) | members that share bytes (`zipfile` since 3.12; PyPI misses the local header) |
//! | [`Ratio`](ProblemKind::Ratio) | sizes in the directory that come to more than 64 MiB and 50 times the file (`_is_valid_dist_file`) |
//!
//! Directories are members like others, which installers make or pass over.
//!
//! Refused here and not by PyPI: a local header elsewhere than the directory says (`zipfile`
//! does not find it when it unpacks); [`Encrypted`](ProblemKind::Encrypted) members; ZIP64
//! records in a gap. [`Ambiguous`](ProblemKind::Ambiguous) and [`Disk`](ProblemKind::Disk) are
//! no errors, as PyPI and `zipfile` pass over them.

mod directory;
mod end;
mod entry;
mod extra;
mod input;
mod problem;
mod walk;

pub(crate) use directory::{Archive, is_zip, read_directory};
pub(crate) use entry::Entry;
pub(crate) use input::Input;
pub(crate) use problem::{ProblemKind, Problems};
pub(crate) use walk::Walk;

use std::io::{Read, Seek};

/// A file, or bytes.
pub(crate) trait Source: Read + Seek {}

impl<R: Read + Seek> Source for R {}
