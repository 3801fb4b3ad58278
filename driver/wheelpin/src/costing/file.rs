use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use wheelpin_cost::{Release, read_runs};

use crate::error::Error;

/// Bytes of a file of runs that are read: a thousand jobs with all their steps are less.
const LARGEST: u64 = 64 << 20;

/// One release for each file.
pub(crate) fn releases(files: &[PathBuf], known: &[Release]) -> Result<Vec<Release>, Error> {
    let release = |path: &PathBuf| -> Result<Release, Error> {
        let bytes = read(path).map_err(|source| Error::CostFile { path: path.clone(), source })?;
        Ok(read_runs(&path.to_string_lossy(), &bytes, known)?)
    };
    files.iter().map(release).collect()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // What is no file may never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    Ok(bytes)
}
