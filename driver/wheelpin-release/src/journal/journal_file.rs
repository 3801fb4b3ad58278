use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::entry::{Entry, Event, SCHEMA};
use super::{JournalError, Progress};
use crate::Error;

/// The name of a journal, beside the files of the release.
pub const JOURNAL: &str = "wheelpin-journal.jsonl";

/// Most bytes of a journal that are read: a release of a thousand files writes less than one.
const LIMIT: u64 = 16 << 20;

/// A journal: a file to which entries are appended, one line of JSON each. A line that was being
/// written when the machine stopped counts as not written. One program has it at a time.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    entries: Vec<Entry>,
}

impl Journal {
    /// Opens the journal of a directory, making both if they are not there.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`]: it cannot be read or written, is none, or is in use.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        let path = directory.join(JOURNAL);
        let open = || -> Result<Self, JournalError> {
            fs::create_dir_all(directory)?;
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)?;
            lock(&file)?;
            let (entries, whole) = read(&mut file)?;
            // The half-written line of a run that was killed.
            file.set_len(whole)?;
            file.seek(SeekFrom::Start(whole))?;
            Progress::of(&entries)?;
            Ok(Self { path: path.clone(), file, entries })
        };
        open().map_err(|source| Error::Journal { path: path.clone(), source })
    }

    /// Reads the journal of a directory without taking it; none where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`].
    pub fn peek(directory: &Path) -> Result<Option<Progress>, Error> {
        let path = directory.join(JOURNAL);
        let peek = || -> Result<Option<Progress>, JournalError> {
            let mut file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            Progress::of(&read(&mut file)?.0)
        };
        peek().map_err(|source| Error::Journal { path: path.clone(), source })
    }

    /// Reads a journal of any name without taking it; none where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`].
    pub fn read_file(path: &Path) -> Result<Option<Vec<Entry>>, Error> {
        let read_file = || -> Result<Option<Vec<Entry>>, JournalError> {
            match fs::metadata(path) {
                Ok(is) if is.is_file() => {}
                // What is no file may never end.
                Ok(_) => return Err(io::Error::other("it is no file").into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error.into()),
            }
            let entries = read(&mut File::open(path)?)?.0;
            Progress::of(&entries)?;
            Ok(Some(entries))
        };
        read_file().map_err(|source| Error::Journal { path: path.into(), source })
    }

    /// What it holds, in the order of time.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What it amounts to; none where nothing was begun.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`].
    pub fn progress(&self) -> Result<Option<Progress>, Error> {
        Progress::of(&self.entries).map_err(|source| self.error(source))
    }

    /// The directory it is in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.path.parent().unwrap_or_else(|| Path::new("."))
    }

    /// Writes an event, and returns when it is on the disk.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`]; nothing must be done then that the event announces.
    pub fn write(&mut self, event: Event) -> Result<(), Error> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let entry = Entry { at, event };
        let mut line = serde_json::to_vec(&entry).map_err(|source| self.error(source.into()))?;
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        written.map_err(|source| self.error(source.into()))?;
        self.entries.push(entry);
        Ok(())
    }

    /// Puts what is finished aside, under a name with its version, and begins anew.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`].
    pub fn set_aside(self) -> Result<Self, Error> {
        let Some(progress) = self.progress()? else { return Ok(self) };
        let directory = self.directory().to_owned();
        let version = &progress.release.python_version;
        let mut aside = directory.join(format!("wheelpin-journal-{version}.jsonl"));
        let mut number = 1;
        while aside.exists() {
            number += 1;
            aside = directory.join(format!("wheelpin-journal-{version}-{number}.jsonl"));
        }
        fs::rename(&self.path, &aside).map_err(|source| self.error(source.into()))?;
        drop(self);
        Self::open(&directory)
    }

    /// Adds the entries of another job's journal of the same release that are not here yet.
    ///
    /// # Errors
    ///
    /// [`Error::Journal`]: it is of another release, or contradicts this one.
    pub fn merge(&mut self, other: &Path) -> Result<usize, Error> {
        let wrong = |source| Error::Journal { path: other.into(), source };
        let mut file = File::open(other).map_err(|error| wrong(error.into()))?;
        let (theirs, _) = read(&mut file).map_err(wrong)?;
        let mut entries = self.entries.clone();
        let new: Vec<Entry> =
            theirs.into_iter().filter(|entry| !self.entries.contains(entry)).collect();
        entries.extend(new.iter().cloned());
        let is_first = |entry: &Entry| !matches!(entry.event, Event::Begin(_));
        entries.sort_by_key(|entry| (is_first(entry), entry.at));
        entries.dedup_by(|one, other| {
            matches!((&one.event, &other.event), (Event::Begin(one), Event::Begin(other)) if one == other)
        });
        Progress::of(&entries).map_err(wrong)?;
        let mut text = Vec::new();
        for entry in &entries {
            serde_json::to_writer(&mut text, entry).map_err(|source| self.error(source.into()))?;
            text.push(b'\n');
        }
        let rewrite = || -> Result<File, JournalError> {
            let path = self.path.with_extension("new");
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(true)
                .open(&path)?;
            lock(&file)?;
            file.write_all(&text)?;
            file.sync_data()?;
            fs::rename(&path, &self.path)?;
            Ok(file)
        };
        self.file = rewrite().map_err(|source| self.error(source))?;
        self.entries = entries;
        Ok(new.len())
    }

    fn error(&self, source: JournalError) -> Error {
        Error::Journal { path: self.path.clone(), source }
    }
}

/// The entries of a file, and how many bytes of it are whole lines.
fn read(file: &mut File) -> Result<(Vec<Entry>, u64), JournalError> {
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(JournalError::TooLong { limit: LIMIT });
    }
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let lines = bytes.get(..whole).unwrap_or_default();
    let mut entries = Vec::new();
    for (index, line) in lines.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if index == 0 {
            schema(line)?;
        }
        let entry = serde_json::from_slice(line)
            .map_err(|source| JournalError::Line { line: index + 1, source })?;
        entries.push(entry);
    }
    Ok((entries, whole as u64))
}

/// The version first: another one may have other fields.
fn schema(line: &[u8]) -> Result<(), JournalError> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        schema: u32,
    }
    let Versioned { schema } =
        serde_json::from_slice(line).map_err(|source| JournalError::Line { line: 1, source })?;
    if schema == SCHEMA { Ok(()) } else { Err(JournalError::Schema { schema }) }
}

/// Takes the file for this program, until it is closed.
#[cfg(unix)]
fn lock(file: &File) -> Result<(), JournalError> {
    use rustix::fs::{FlockOperation, flock};

    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Err(rustix::io::Errno::WOULDBLOCK) => Err(JournalError::InUse),
        // Not every file system can.
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(not(unix))]
fn lock(_file: &File) -> Result<(), JournalError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{begin, done};
    use super::*;
    use crate::journal::Step;

    fn written(directory: &Path, events: &[Event]) {
        let mut journal = Journal::open(directory).unwrap();
        for event in events {
            journal.write(event.clone()).unwrap();
        }
    }

    #[test]
    fn what_was_written_is_read_by_the_next() {
        let directory = tempfile::tempdir().unwrap();
        written(directory.path(), &[begin(), done(Step::Preflight)]);
        let progress = Journal::open(directory.path()).unwrap().progress().unwrap().unwrap();
        assert_eq!(progress.next(), Some(Step::Bump));
        assert!(progress.is_open());
    }

    #[test]
    fn cut_anywhere_it_holds_the_whole_lines_before() {
        let directory = tempfile::tempdir().unwrap();
        written(directory.path(), &[begin(), done(Step::Preflight), done(Step::Bump)]);
        let path = directory.path().join(JOURNAL);
        let bytes = fs::read(&path).unwrap();
        for length in 0..=bytes.len() {
            fs::write(&path, &bytes[..length]).unwrap();
            let mut journal = Journal::open(directory.path()).unwrap();
            let lines = bytes[..length].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(journal.entries.len(), lines);
            if lines == 0 {
                continue;
            }
            journal.write(Event::Complete).unwrap();
            drop(journal);
            let progress = Journal::peek(directory.path()).unwrap().unwrap();
            assert!(progress.is_complete);
            assert_eq!(progress.done.len(), lines - 1);
        }
    }

    #[test]
    fn one_program_has_it_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let first = Journal::open(directory.path()).unwrap();
        let second = Journal::open(directory.path()).unwrap_err();
        assert!(matches!(second, Error::Journal { source: JournalError::InUse, .. }));
        drop(first);
        Journal::open(directory.path()).unwrap();
    }

    #[test]
    fn what_is_no_journal_is_refused_and_left_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(JOURNAL);
        for text in ["rubbish\n", "{}\n", "{\"schema\":2}\n", "{\"at\":1,\"event\":\"complete\"}\n"]
        {
            fs::write(&path, text).unwrap();
            assert!(matches!(Journal::open(directory.path()), Err(Error::Journal { .. })));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn what_is_finished_is_set_aside_under_its_version() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["wheelpin-journal-1.2.0.jsonl", "wheelpin-journal-1.2.0-2.jsonl"] {
            written(directory.path(), &[begin(), Event::Complete]);
            let journal = Journal::open(directory.path()).unwrap().set_aside().unwrap();
            assert_eq!(journal.progress().unwrap(), None);
            assert!(directory.path().join(name).exists());
        }
    }

    #[test]
    fn journals_of_parallel_jobs_come_together_in_the_order_of_time() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        written(one.path(), &[begin(), done(Step::Preflight)]);
        fs::copy(one.path().join(JOURNAL), other.path().join(JOURNAL)).unwrap();
        written(other.path(), &[done(Step::Bump)]);
        std::thread::sleep(std::time::Duration::from_millis(2));
        written(one.path(), &[done(Step::Build)]);
        let mut journal = Journal::open(one.path()).unwrap();
        assert_eq!(journal.merge(&other.path().join(JOURNAL)).unwrap(), 1);
        assert_eq!(journal.merge(&other.path().join(JOURNAL)).unwrap(), 0);
        journal.write(Event::Complete).unwrap();
        drop(journal);
        let progress = Journal::peek(one.path()).unwrap().unwrap();
        let steps: Vec<Step> = progress.done.into_keys().collect();
        assert_eq!(steps, [Step::Preflight, Step::Bump, Step::Build]);
        assert!(progress.is_complete);
    }
}
