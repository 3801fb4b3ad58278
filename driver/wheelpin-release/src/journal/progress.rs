use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Event, FileHash, Release};
use super::{JournalError, Step};

/// What a journal amounts to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Progress {
    /// What is released.
    pub release: Release,
    /// The release's commit, once it is made.
    pub commit: Option<String>,
    /// The files, once they are built.
    pub files: Vec<FileHash>,
    /// The tag's own object, once it is made.
    pub tag_object: Option<String>,
    /// Steps that are done, with what they said.
    pub done: BTreeMap<Step, String>,
    /// Steps that are left out, with the reason.
    pub skipped: BTreeMap<Step, String>,
    /// The step that was begun last and is not done.
    pub started: Option<Step>,
    /// Why it failed, if it said so.
    pub failed: Option<(Step, String)>,
    /// Files that the index has, with their SHA-256.
    pub uploaded: BTreeMap<String, String>,
    /// Files that have attestations.
    pub attested: BTreeSet<String>,
    /// Where the release can be seen: the index, the forge.
    pub urls: BTreeMap<Step, String>,
    /// Whether everything is done.
    pub is_complete: bool,
    /// Whether it was given up.
    pub is_aborted: bool,
    /// When it began, in milliseconds since 1970.
    pub began: u64,
    /// When the first file was taken by the index, in milliseconds since 1970.
    pub first_upload: Option<u64>,
}

impl Progress {
    /// Of entries; none of an empty journal.
    ///
    /// # Errors
    ///
    /// [`JournalError`]: it does not begin with a release, or has two, or files that contradict
    /// each other.
    pub fn of(entries: &[Entry]) -> Result<Option<Self>, JournalError> {
        let Some((first, rest)) = entries.split_first() else { return Ok(None) };
        let Event::Begin(release) = &first.event else { return Err(JournalError::NoBeginning) };
        let mut progress = Self {
            release: release.clone(),
            commit: None,
            files: Vec::new(),
            tag_object: None,
            done: BTreeMap::new(),
            skipped: BTreeMap::new(),
            started: None,
            failed: None,
            uploaded: BTreeMap::new(),
            attested: BTreeSet::new(),
            urls: BTreeMap::new(),
            is_complete: false,
            is_aborted: false,
            began: first.at,
            first_upload: None,
        };
        for entry in rest {
            progress.add(entry)?;
        }
        Ok(Some(progress))
    }

    /// Whether there is something left to do.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.is_complete && !self.is_aborted
    }

    /// Whether a step is done or left out.
    #[must_use]
    pub fn has(&self, step: Step) -> bool {
        self.done.contains_key(&step) || self.skipped.contains_key(&step)
    }

    /// The first step that is neither done nor left out.
    #[must_use]
    pub fn next(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| !self.has(*step))
    }

    /// The SHA-256 that a file of the release has.
    #[must_use]
    pub fn sha256(&self, file: &str) -> Option<&str> {
        self.files.iter().find(|it| it.file == file).map(|it| it.sha256.as_str())
    }

    fn add(&mut self, entry: &Entry) -> Result<(), JournalError> {
        match &entry.event {
            // Journals of parallel jobs begin alike.
            Event::Begin(release) if *release == self.release => {}
            Event::Begin(_) => return Err(JournalError::TwoReleases),
            Event::Started { step } => {
                self.started = Some(*step);
                self.failed = None;
            }
            Event::Done { step, facts } => {
                same(&mut self.commit, facts.commit.as_ref(), "commit")?;
                same(&mut self.tag_object, facts.tag_object.as_ref(), "tag")?;
                if !facts.files.is_empty() {
                    self.set_files(&facts.files)?;
                }
                if let Some(url) = &facts.url {
                    self.urls.insert(*step, url.clone());
                }
                if self.started == Some(*step) {
                    self.started = None;
                }
                self.failed = None;
                self.done.insert(*step, facts.summary.clone().unwrap_or_default());
            }
            Event::Skipped { step, reason } => {
                self.skipped.insert(*step, reason.clone());
            }
            Event::Failed { step, reason } => self.failed = Some((*step, reason.clone())),
            Event::Attested { file, .. } => {
                self.attested.insert(file.clone());
            }
            Event::Uploaded { file, sha256, .. } => {
                self.first_upload.get_or_insert(entry.at);
                self.uploaded.insert(file.clone(), sha256.clone());
            }
            Event::Uploading { .. } | Event::Note { .. } => {}
            Event::Complete => self.is_complete = true,
            Event::Aborted => self.is_aborted = true,
        }
        Ok(())
    }

    /// Jobs may each have built a part: a file has one hash whoever built it.
    fn set_files(&mut self, files: &[FileHash]) -> Result<(), JournalError> {
        for file in files {
            match self.files.iter().find(|known| known.file == file.file) {
                Some(known) if known.sha256 != file.sha256 => {
                    return Err(JournalError::Contradiction {
                        what: file.file.clone(),
                        one: known.sha256.clone(),
                        other: file.sha256.clone(),
                    });
                }
                Some(_) => {}
                None => self.files.push(file.clone()),
            }
        }
        Ok(())
    }
}

fn same(
    known: &mut Option<String>,
    new: Option<&String>,
    what: &'static str,
) -> Result<(), JournalError> {
    match (known.as_ref(), new) {
        (Some(one), Some(other)) if one != other => Err(JournalError::Contradiction {
            what: what.into(),
            one: one.clone(),
            other: other.clone(),
        }),
        (None, Some(new)) => {
            *known = Some(new.clone());
            Ok(())
        }
        _ => Ok(()),
    }
}
