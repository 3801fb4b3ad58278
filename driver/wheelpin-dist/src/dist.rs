use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{Error, MANIFEST, Manifest};

/// Beginning of the names of files that are being written.
pub const PARTIAL: &str = ".wheelpin-";

/// The directory that finished files are copied to. Every file in it appears
/// whole, under its own name, or not at all.
#[derive(Debug)]
pub struct Dist {
    directory: PathBuf,
}

/// A file after it was copied.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Copied {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Dist {
    /// Opens a directory, making it if it is not there, and takes out what a
    /// killed run left half-written.
    ///
    /// # Errors
    ///
    /// [`Error::Dist`].
    pub fn open(directory: &Path) -> Result<Self, Error> {
        let dist = Self { directory: directory.into() };
        let open = || -> io::Result<()> {
            fs::create_dir_all(directory)?;
            for name in dist.names()? {
                if name.starts_with(PARTIAL) {
                    remove_left(&directory.join(name))?;
                }
            }
            Ok(())
        };
        open().map_err(|source| dist.error(directory, source))?;
        Ok(dist)
    }

    /// Distributions (wheels, sdists) in the directory that are not `expected`,
    /// sorted.
    ///
    /// # Errors
    ///
    /// [`Error::Dist`].
    pub fn others(&self, expected: &BTreeSet<&str>) -> Result<Vec<String>, Error> {
        let names = self.names().map_err(|source| self.error(&self.directory, source))?;
        let is_distribution = |name: &str| {
            Path::new(name).extension().is_some_and(|extension| extension == "whl")
                || name.ends_with(".tar.gz")
        };
        Ok(names
            .into_iter()
            .filter(|name| is_distribution(name) && !expected.contains(&**name))
            .collect())
    }

    /// Whether a file of the directory is as it was written.
    #[must_use]
    pub fn holds(&self, file: &str, size: u64, sha256: &str) -> bool {
        let path = self.directory.join(file);
        // What is no file may never end.
        if !fs::metadata(&path).is_ok_and(|is| is.is_file() && is.len() == size) {
            return false;
        }
        let hashed = File::open(&path).and_then(|from| copy(from, io::sink()));
        hashed.is_ok_and(|copied| copied.sha256 == sha256)
    }

    /// Copies a file of the store into the directory, under the same name.
    ///
    /// # Errors
    ///
    /// [`Error::Vanished`] if it is not in the store any more, else
    /// [`Error::Dist`].
    pub fn copy(&self, store_path: &str, file: &str) -> Result<Copied, Error> {
        let source = Path::new(store_path).join(file);
        let from = File::open(&source)
            .map_err(|source| Error::Vanished { path: Path::new(store_path).join(file), source })?;
        let target = self.directory.join(file);
        let write = || -> io::Result<Copied> {
            let mut partial = self.partial()?;
            let copied = copy(from, &mut partial)?;
            persist(partial, &target)?;
            Ok(copied)
        };
        write().map_err(|source| self.error(&target, source))
    }

    /// Writes the manifest, after all files.
    ///
    /// # Errors
    ///
    /// [`Error::Dist`].
    pub fn write(&self, manifest: &Manifest) -> Result<(), Error> {
        write_manifest(manifest, &self.directory.join(MANIFEST))
    }

    fn partial(&self) -> io::Result<NamedTempFile> {
        partial_in(&self.directory)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.directory)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn error(&self, path: &Path, source: io::Error) -> Error {
        Error::Dist { path: path.into(), source }
    }
}

fn partial_in(directory: &Path) -> io::Result<NamedTempFile> {
    let partial = tempfile::Builder::new().prefix(PARTIAL).tempfile_in(directory)?;
    // For another run: see remove_left. Not every file system can.
    let _ = lock(partial.as_file());
    Ok(partial)
}

/// Writes a manifest, whole or not at all; what else is in its directory stays as it is.
pub(crate) fn write_manifest(manifest: &Manifest, path: &Path) -> Result<(), Error> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let write = || -> io::Result<()> {
        let mut partial = partial_in(directory)?;
        serde_json::to_writer_pretty(&mut partial, manifest)?;
        partial.write_all(b"\n")?;
        persist(partial, path)
    };
    write().map_err(|source| Error::Dist { path: path.into(), source })
}

/// Copies and hashes.
fn copy(mut from: impl Read, mut to: impl Write) -> io::Result<Copied> {
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = from.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        to.write_all(bytes)?;
        size += bytes.len() as u64;
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Copied { sha256, size })
}

/// Locks a file without waiting, until it is closed.
#[cfg(unix)]
fn lock(file: &File) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};

    Ok(flock(file, FlockOperation::NonBlockingLockExclusive)?)
}

#[cfg(not(unix))]
fn lock(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Removes what is half-written, unless another run is writing it.
fn remove_left(path: &Path) -> io::Result<()> {
    let removed = match File::open(path) {
        Ok(file) if lock(&file).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock) => {
            Ok(())
        }
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        // Another run was faster.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Gives a file that was written beside its place its name, and the modes that a file usually has.
///
/// # Errors
///
/// What the system says; then the file is gone, and what had the name before is as it was.
pub fn persist(partial: NamedTempFile, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        partial.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    partial.as_file().sync_all()?;
    partial.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_file_has_its_hash_and_usual_modes() {
        let (store, dist) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(store.path().join("a.whl"), "abc").unwrap();
        let copied =
            Dist::open(dist.path()).unwrap().copy(store.path().to_str().unwrap(), "a.whl").unwrap();
        // FIPS 180-4's example.
        assert_eq!(
            copied.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        );
        assert_eq!(copied.size, 3);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(dist.path().join("a.whl")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o644);
        }
    }

    #[test]
    fn a_file_of_the_same_size_is_not_the_same_file() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a.whl"), "abc").unwrap();
        let dist = Dist::open(directory.path()).unwrap();
        let copied = copy(&b"abc"[..], io::sink()).unwrap();
        assert!(dist.holds("a.whl", copied.size, &copied.sha256));
        fs::write(directory.path().join("a.whl"), "abd").unwrap();
        assert!(!dist.holds("a.whl", copied.size, &copied.sha256));
        assert!(!dist.holds(".", copied.size, &copied.sha256));
    }

    #[test]
    fn what_a_killed_run_left_is_taken_out() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(".wheelpin-x1"), "half").unwrap();
        fs::write(directory.path().join("old-1.0-py3-none-any.whl"), "").unwrap();
        fs::write(directory.path().join("notes.txt"), "").unwrap();
        let dist = Dist::open(directory.path()).unwrap();
        assert_eq!(dist.others(&BTreeSet::new()).unwrap(), ["old-1.0-py3-none-any.whl"]);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn what_another_run_is_writing_stays() {
        let directory = tempfile::tempdir().unwrap();
        let partial = Dist::open(directory.path()).unwrap().partial().unwrap();
        Dist::open(directory.path()).unwrap();
        assert!(partial.path().exists());
    }

    #[test]
    fn a_vanished_store_path_is_told_apart() {
        let directory = tempfile::tempdir().unwrap();
        let dist = Dist::open(directory.path()).unwrap();
        assert!(matches!(dist.copy("/missing", "a.whl"), Err(Error::Vanished { .. })));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
