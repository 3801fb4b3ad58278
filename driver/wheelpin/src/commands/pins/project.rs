use std::path::{Path, PathBuf};

use wheelpin_workflow::{read_lock, read_repository};

use super::options::Read;
use crate::error::Error;

/// How many directories above DIR may be the root.
const ABOVE: usize = 32;

/// The root of the repository that a directory is in: where `.git` is; else the directory.
pub(super) fn root(directory: &Path) -> PathBuf {
    let Ok(whole) = directory.canonicalize() else { return directory.into() };
    let root = whole.ancestors().take(ABOVE).find(|above| above.join(".git").exists());
    match root {
        Some(root) if root != whole => root.into(),
        _ => directory.into(),
    }
}

/// Reads the repository and its lock.
pub(super) fn read(root: &Path) -> Result<Read, Error> {
    let repository = read_repository(root)?;
    let (lock, lock_text) = read_lock(root)?.unzip();
    Ok(Read { repository, lock, lock_text })
}
