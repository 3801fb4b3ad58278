use std::io;

use crate::archive::Source;
use crate::sdist_name::SdistName;

/// Facts of one sdist, from one pass over it.
#[derive(Debug)]
pub(crate) struct Sdist {
    /// Without directories.
    pub(crate) file_name: String,
    /// Its parts; none where it is named otherwise.
    pub(crate) name: Option<SdistName>,
    /// Bytes of the file.
    pub(crate) size: u64,
}

/// Reads an sdist once, within [`crate::limits`].
///
/// # Errors
///
/// What the system says of reading.
pub(crate) fn read_sdist(file_name: &str, source: &mut dyn Source) -> io::Result<Sdist> {
    let size = source.seek(io::SeekFrom::End(0))?;
    Ok(Sdist { file_name: file_name.into(), name: SdistName::parse(file_name), size })
}
