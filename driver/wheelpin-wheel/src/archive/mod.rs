//! The raw records of a ZIP file (APPNOTE 6.3.10), as they are and not as a reader
//! would mend them.

mod directory;
mod entry;
mod problem;

pub(crate) use directory::{Archive, has_end_record, read_archive};
pub(crate) use entry::Entry;
pub(crate) use problem::{Problem, ProblemKind};

use std::io::{Read, Seek};

/// A file, or bytes.
pub(crate) trait Source: Read + Seek {}

impl<R: Read + Seek> Source for R {}
