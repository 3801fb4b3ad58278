use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;

/// The end of the name of a file that waits to take another's place.
pub const SUFFIX: &str = ".wheelpin-new";

/// The note of what is being written, in a directory that git does not look at.
const MARKER: &str = "wheelpin-writing.json";

/// Files that are written together: all or none of them change.
///
/// 1. The note says which files are to be written, as `preparing`.
/// 2. Each is written beside the old one and flushed to the disk.
/// 3. The note says `replacing`. From here on the new ones count.
/// 4. Each takes the place of the old one, and the note goes.
///
/// [`recover`] undoes what ended before the third step and finishes what ended after
/// it, so that a run that was killed leaves old files or, after it, new ones.
#[derive(Debug)]
pub struct Transaction<'a> {
    files: &'a BTreeMap<PathBuf, String>,
    marker: PathBuf,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Stage {
    Preparing,
    Replacing,
}

#[derive(Debug, Deserialize, Serialize)]
struct Note {
    schema: u32,
    stage: Stage,
    files: Vec<NotedFile>,
}

#[derive(Debug, Deserialize, Serialize)]
struct NotedFile {
    path: PathBuf,
    /// SHA-256 of what stood there, in hexadecimal; none: nothing did.
    old: Option<String>,
    new: String,
}

/// A point at which a run may end, for tests.
type Step<'a> = &'a mut dyn FnMut(&Path) -> io::Result<()>;

impl<'a> Transaction<'a> {
    /// Of files by their absolute paths; `state` is git's own directory.
    #[must_use]
    pub fn new(files: &'a BTreeMap<PathBuf, String>, state: &Path) -> Self {
        Self { files, marker: state.join(MARKER) }
    }

    /// Writes them.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]: nothing changed. [`Error::Unfinished`]: the disk failed
    /// between two files, and [`recover`] is to be called again.
    pub fn write(&self) -> Result<(), Error> {
        self.write_stepwise(&mut |_| Ok(()))
    }

    fn write_stepwise(&self, step: Step<'_>) -> Result<(), Error> {
        let mut noted = Vec::with_capacity(self.files.len());
        for (path, text) in self.files {
            let old = hash_of(path).map_err(|source| write_error(path, source))?;
            noted.push(NotedFile { path: path.clone(), old, new: hash(text.as_bytes()) });
        }
        let mut note = Note { schema: 1, stage: Stage::Preparing, files: noted };
        if let Err((path, source)) = self.prepare(&mut note, step) {
            // As before, as far as the disk lets us.
            undo(&note, &self.marker);
            return Err(write_error(&path, source));
        }
        finish(&note, &self.marker, step)
    }

    fn prepare(&self, note: &mut Note, step: Step<'_>) -> Result<(), (PathBuf, io::Error)> {
        let at = |path: &Path| {
            let path = path.to_path_buf();
            move |source| (path, source)
        };
        self.note(note).map_err(at(&self.marker))?;
        step(&self.marker).map_err(at(&self.marker))?;
        for (path, text) in self.files {
            put(&beside(path), text.as_bytes(), path).map_err(at(path))?;
            step(path).map_err(at(path))?;
        }
        note.stage = Stage::Replacing;
        self.note(note).map_err(at(&self.marker))
    }

    fn note(&self, note: &Note) -> io::Result<()> {
        let new = beside(&self.marker);
        put(&new, &serde_json::to_vec_pretty(note)?, &self.marker)?;
        fs::rename(&new, &self.marker)?;
        flush_directory(&self.marker)
    }
}

/// Undoes or finishes what a run before began that was ended from outside; says
/// whether there was anything.
///
/// # Errors
///
/// [`Error::Changed`]: somebody changed a file since. [`Error::Read`] and
/// [`Error::Unfinished`].
pub fn recover(state: &Path) -> Result<bool, Error> {
    let marker = state.join(MARKER);
    let bytes = match fs::read(&marker) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::Read { path: marker, source: Box::new(error) }),
    };
    let note: Note = serde_json::from_slice(&bytes)
        .map_err(|error| Error::Read { path: marker.clone(), source: Box::new(error) })?;
    match note.stage {
        Stage::Preparing => undo(&note, &marker),
        Stage::Replacing => {
            for file in &note.files {
                let now = hash_of(&file.path).unwrap_or_default();
                if now != file.old && now.as_ref() != Some(&file.new) {
                    return Err(Error::Changed { path: file.path.clone(), marker });
                }
            }
            finish(&note, &marker, &mut |_| Ok(()))?;
        }
    }
    Ok(true)
}

/// Removes what waits; what it would have replaced is untouched.
fn undo(note: &Note, marker: &Path) {
    for file in &note.files {
        let _ = fs::remove_file(beside(&file.path));
    }
    let _ = fs::remove_file(beside(marker));
    let _ = fs::remove_file(marker);
}

/// Lets every file that waits take its place.
fn finish(note: &Note, marker: &Path, step: Step<'_>) -> Result<(), Error> {
    let unfinished = |path: &Path, source| Error::Unfinished { path: path.into(), source };
    step(marker).map_err(|error| unfinished(marker, error))?;
    for NotedFile { path, new, .. } in &note.files {
        let waiting = beside(path);
        let is_there = hash_of(&waiting).map_err(|error| unfinished(path, error))?;
        if is_there.as_ref() == Some(new) {
            fs::rename(&waiting, path).map_err(|error| unfinished(path, error))?;
            flush_directory(path).map_err(|error| unfinished(path, error))?;
        }
        step(path).map_err(|error| unfinished(path, error))?;
    }
    fs::remove_file(marker).map_err(|error| unfinished(marker, error))
}

/// Writes a new file with the permissions of another, down to the disk.
fn put(new: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(new)?;
    file.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(like) {
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()
}

/// So that the new name outlives a loss of power.
fn flush_directory(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(directory) = path.parent() {
        File::open(directory)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(SUFFIX);
    name.into()
}

fn hash_of(path: &Path) -> io::Result<Option<String>> {
    match File::open(path) {
        Ok(mut file) => {
            let mut hasher = Sha256::new();
            io::copy(&mut file, &mut HashWriter(&mut hasher))?;
            Ok(Some(hexadecimal(&hasher.finalize())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

struct HashWriter<'a>(&'a mut Sha256);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write_error(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.into(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Three old files and a fourth that is new, with what they are to be.
    fn prepared(directory: &Path) -> BTreeMap<PathBuf, String> {
        fs::create_dir(directory.join("state")).unwrap();
        for name in ["a", "b", "c"] {
            fs::write(directory.join(name), "old").unwrap();
        }
        ["a", "b", "c", "d"].map(|name| (directory.join(name), format!("new {name}"))).into()
    }

    #[test]
    fn a_run_that_ends_anywhere_leaves_old_or_new_files() {
        for end in 0.. {
            let directory = tempfile::tempdir().unwrap();
            let files = prepared(directory.path());
            let state = directory.path().join("state");
            let mut left = end;
            let transaction = Transaction::new(&files, &state);
            // A run that is killed does not clean up.
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                transaction.write_stepwise(&mut |_| {
                    if left == 0 {
                        panic!("killed");
                    }
                    left -= 1;
                    Ok(())
                })
            }));
            let is_done = outcome.is_ok();
            assert_eq!(recover(&state).unwrap(), !is_done);
            let text = |path: &Path| fs::read_to_string(path).ok();
            let is_new = files.iter().all(|(path, new)| text(path).as_ref() == Some(new));
            let is_old = ["a", "b", "c"]
                .iter()
                .all(|name| text(&directory.path().join(name)).as_deref() == Some("old"))
                && text(&directory.path().join("d")).is_none();
            assert!(is_new || is_old, "ended at step {end}");
            assert_eq!(is_new, end > 4, "ended at step {end}");
            let expected = if is_new {
                vec!["a", "b", "c", "d", "state"]
            } else {
                vec!["a", "b", "c", "state"]
            };
            assert_eq!(names(directory.path()), expected, "ended at step {end}");
            assert_eq!(names(&state), [""; 0], "ended at step {end}");
            if is_done {
                assert_eq!(end, 10);
                break;
            }
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_all_old() {
        let directory = tempfile::tempdir().unwrap();
        let mut files = prepared(directory.path());
        files.insert(directory.path().join("missing/e"), "new".into());
        let state = directory.path().join("state");
        assert!(matches!(Transaction::new(&files, &state).write(), Err(Error::Write { .. })));
        assert_eq!(names(directory.path()), ["a", "b", "c", "state"]);
        assert_eq!(fs::read_to_string(directory.path().join("a")).unwrap(), "old");
        assert_eq!(names(&state), [""; 0]);
    }

    #[test]
    fn what_somebody_changed_since_is_not_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let files = prepared(directory.path());
        let state = directory.path().join("state");
        let mut left = 6;
        let error = Transaction::new(&files, &state).write_stepwise(&mut |_| {
            left -= 1;
            if left == 0 { Err(io::Error::other("the disk is gone")) } else { Ok(()) }
        });
        assert!(matches!(error, Err(Error::Unfinished { .. })));
        fs::write(directory.path().join("c"), "mine").unwrap();
        assert!(matches!(recover(&state), Err(Error::Changed { .. })));
        fs::write(directory.path().join("c"), "old").unwrap();
        assert!(recover(&state).unwrap());
        assert_eq!(fs::read_to_string(directory.path().join("c")).unwrap(), "new c");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt;

        let directory = tempfile::tempdir().unwrap();
        let files = prepared(directory.path());
        let path = directory.path().join("a");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Transaction::new(&files, &directory.path().join("state")).write().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o755);
    }
}
