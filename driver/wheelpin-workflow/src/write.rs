use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;

/// A file to be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Relative to the root of the repository, with `/`.
    pub path: String,
    /// What it held when it was read; none for a new one.
    pub before: Option<String>,
    /// What it shall hold.
    pub after: String,
}

/// Writes files: each is written whole beside its place before the first takes its place. A
/// file's permissions are kept, and a symbolic link is followed within the repository.
///
/// # Errors
///
/// [`Error::Changed`] for a file that is no longer as it was read, [`Error::Write`]. If files
/// cannot be written, none is changed; if they cannot be put in place, those before it were.
pub fn write(root: &Path, changes: &[Change]) -> Result<(), Error> {
    let mut ready: Vec<(PathBuf, NamedTempFile)> = Vec::new();
    for change in changes {
        let path = root.join(&change.path);
        let wrong = |source| Error::Write { path: path.clone(), source };
        let target = target(root, &path, &change.path)?;
        let now = match fs::read_to_string(&target) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(Error::Read { path, source }),
        };
        if now != change.before {
            return Err(Error::Changed { path: change.path.clone() });
        }
        let directory = target.parent().unwrap_or(root);
        fs::create_dir_all(directory).map_err(wrong)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".wheelpin-");
        if let Some(permissions) = readable() {
            builder.permissions(permissions);
        }
        let mut file = builder.tempfile_in(directory).map_err(wrong)?;
        if let Ok(metadata) = fs::metadata(&target) {
            file.as_file().set_permissions(metadata.permissions()).map_err(wrong)?;
        }
        file.write_all(change.after.as_bytes()).map_err(wrong)?;
        file.as_file().sync_all().map_err(wrong)?;
        ready.push((target, file));
    }
    for (target, file) in ready {
        file.persist(&target)
            .map_err(|error| Error::Write { path: target.clone(), source: error.error })?;
    }
    Ok(())
}

/// The file that a path leads to; it must be in the repository.
fn target(root: &Path, path: &Path, name: &str) -> Result<PathBuf, Error> {
    let outside = || Error::Changed { path: name.to_owned() };
    match path.canonicalize() {
        Ok(target) => {
            let root = root.canonicalize().map_err(|_| outside())?;
            if target.starts_with(root) { Ok(target) } else { Err(outside()) }
        }
        Err(_) => Ok(path.into()),
    }
}

/// What a new file may be: as the user's umask has it.
#[cfg(unix)]
fn readable() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;

    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable() -> Option<fs::Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, before: Option<&str>, after: &str) -> Change {
        Change { path: path.into(), before: before.map(Into::into), after: after.into() }
    }

    #[test]
    fn all_files_are_written_or_none() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "1").unwrap();
        let changes = [change("a", Some("1"), "2"), change("b/c", Some("gone"), "3")];
        assert!(matches!(write(root.path(), &changes), Err(Error::Changed { .. })));
        assert_eq!(fs::read_to_string(root.path().join("a")).unwrap(), "1");
        let changes = [change("a", Some("1"), "2"), change("b/c", None, "3")];
        write(root.path(), &changes).unwrap();
        assert_eq!(fs::read_to_string(root.path().join("a")).unwrap(), "2");
        assert_eq!(fs::read_to_string(root.path().join("b/c")).unwrap(), "3");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2, "nothing is left over");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("a"), "1").unwrap();
        std::os::unix::fs::symlink(outside.path().join("a"), root.path().join("a")).unwrap();
        assert!(write(root.path(), &[change("a", Some("1"), "2")]).is_err());
        assert_eq!(fs::read_to_string(outside.path().join("a")).unwrap(), "1");
    }
}
