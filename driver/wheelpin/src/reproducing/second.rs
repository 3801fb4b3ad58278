use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The directory of a second store, taken away at the end unless it is to be kept.
#[derive(Debug)]
pub(crate) struct Second {
    directory: PathBuf,
    is_kept: bool,
}

impl Second {
    /// Makes it: `directory`, which must be empty or new, or one of its own among temporary files.
    pub(crate) fn new(directory: Option<&Path>) -> Result<Self, Error> {
        let directory = match directory {
            Some(directory) => {
                let unmade = |source| Error::NotRead { path: directory.into(), source };
                fs::create_dir_all(directory).map_err(unmade)?;
                if fs::read_dir(directory).map_err(unmade)?.next().is_some() {
                    return Err(Error::NotEmpty { path: directory.into() });
                }
                directory.canonicalize().map_err(unmade)?
            }
            None => tempfile::Builder::new()
                .prefix("wheelpin-second-")
                .tempdir()
                .map_err(Error::Runtime)?
                .keep(),
        };
        let second = Self { directory, is_kept: false };
        fs::create_dir(second.home()).map_err(Error::Runtime)?;
        Ok(second)
    }

    /// Where the store is.
    pub(crate) fn root(&self) -> PathBuf {
        self.directory.join("store")
    }

    /// From now on it stays.
    pub(crate) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// A home for who builds.
    pub(crate) fn home(&self) -> PathBuf {
        self.directory.join("home")
    }

    /// Whether another user can come to it: the directories above let everybody through.
    pub(crate) fn is_open(&self) -> bool {
        self.directory.ancestors().skip(1).all(lets_through)
    }

    /// Gives all of it to another user.
    pub(crate) fn give_to(&self, user: u32) -> Result<(), Error> {
        walk(&self.directory, &mut |path, _| own(path, user)).map_err(Error::Runtime)
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // Directories of a store cannot be written to; what stays behind is among temporary files.
        let _ = walk(&self.directory, &mut |path, is_directory| {
            if is_directory { make_writable(path) } else { Ok(()) }
        });
        let _ = fs::remove_dir_all(&self.directory);
    }
}

#[cfg(unix)]
fn own(path: &Path, user: u32) -> io::Result<()> {
    std::os::unix::fs::lchown(path, Some(user), Some(user))
}

#[cfg(unix)]
fn lets_through(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).is_ok_and(|it| it.permissions().mode() & 0o001 != 0)
}

#[cfg(not(unix))]
fn lets_through(_path: &Path) -> bool {
    false
}

#[cfg(unix)]
fn make_writable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

// There is no Nix there.
#[cfg(not(unix))]
fn own(_path: &Path, _user: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn make_writable(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Calls for a directory, then for all below it; links are not followed.
fn walk(path: &Path, call: &mut impl FnMut(&Path, bool) -> io::Result<()>) -> io::Result<()> {
    let is_directory = fs::symlink_metadata(path)?.is_dir();
    call(path, is_directory)?;
    if is_directory {
        for entry in fs::read_dir(path)? {
            walk(&entry?.path(), call)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_cannot_be_written_to_is_taken_away() {
        let scratch = tempfile::tempdir().unwrap();
        let directory = scratch.path().join("second");
        let second = Second::new(Some(&directory)).unwrap();
        let inside = second.root().join("nix/store/a");
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("file"), "").unwrap();
        let mut permissions = fs::metadata(&inside).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&inside, permissions).unwrap();
        assert!(matches!(Second::new(Some(&directory)), Err(Error::NotEmpty { .. })));
        drop(second);
        assert!(!directory.exists());
    }

    #[test]
    fn one_that_is_kept_stays() {
        let scratch = tempfile::tempdir().unwrap();
        let directory = scratch.path().join("second");
        let mut second = Second::new(Some(&directory)).unwrap();
        second.keep();
        drop(second);
        assert!(directory.exists());
    }
}
