use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use wheelpin_attest::Provenance;
use wheelpin_publish::{Distribution, Outcome, Upload, UploadEvent, UploadFile, project};

use super::Publisher;
use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::ui::count::Count;
use crate::ui::share::share;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;
use crate::ui::uploads::Uploads;

/// What happens to files, for a journal.
pub(crate) enum FileEvent<'a> {
    /// It is about to be sent.
    Uploading(&'a Distribution),
    /// Its attestations are beside it.
    Attested(&'a Distribution),
    /// The index has it; before, if that is true.
    Uploaded(&'a Distribution, bool),
}

impl Publisher {
    /// Makes the attestations of files, beside them, and sends nothing; gives how many files.
    pub(crate) async fn attest_only(&self, files: &[Distribution]) -> Result<usize, Error> {
        let Some(attesting) = &self.attesting else { return Err(Error::NobodyAttests) };
        let files: Vec<&Distribution> = files.iter().collect();
        Ok(attesting.attest(&files, &|_| None, |_| Ok(())).await?.len())
    }

    /// Sends files; those that are there already as they are here are not sent. All of them
    /// are attested before the first is sent: an index that has a file takes no attestation of it
    /// any more.
    pub(crate) async fn publish(
        &self,
        files: &[Distribution],
        provenance: &dyn Fn(&Distribution) -> Option<Provenance>,
        output: OutputArgs,
        mut on_file: impl FnMut(FileEvent<'_>) -> Result<(), Error>,
    ) -> Result<String, Error> {
        let present = self.present(files).await;
        let whole = |it: &Distribution| UploadFile { distribution: it.clone(), attestations: None };
        let mut uploads: Vec<UploadFile> = files.iter().map(whole).collect();
        if let Some(attesting) = &self.attesting {
            let is_there = |file: &Distribution| {
                let theirs = present.get(&file.file_name);
                theirs.is_some_and(|theirs| theirs.eq_ignore_ascii_case(&file.sha256))
            };
            let sent: Vec<&Distribution> = files.iter().filter(|file| !is_there(file)).collect();
            let spinner = Spinner::new(output, "signing attestations");
            let fields =
                attesting.attest(&sent, provenance, |file| on_file(FileEvent::Attested(file)));
            let fields = fields.await?;
            drop(spinner);
            let mut fields = fields.into_iter();
            for upload in uploads.iter_mut().filter(|upload| !is_there(&upload.distribution)) {
                upload.attestations = fields.next();
            }
        }
        let upload = Upload {
            http: &self.http,
            index: &self.index,
            authorization: &self.credentials,
            settings: &self.uploads,
        };
        let mut bars = Uploads::new(Style::of(output, false), &uploads);
        let unwritten = Mutex::new(None);
        let stop = Notify::new();
        let run = upload.run(&uploads, &present, |event| {
            bars.event(event);
            let (number, done) = match event {
                UploadEvent::Began { file, attempt: 1 } => (*file, None),
                UploadEvent::Done { file, outcome } => (*file, Some(*outcome)),
                UploadEvent::Began { .. }
                | UploadEvent::Progress { .. }
                | UploadEvent::Waiting { .. } => return,
            };
            let Some(file) = files.get(number) else { return };
            let written = on_file(match done {
                None => FileEvent::Uploading(file),
                Some(outcome) => FileEvent::Uploaded(file, outcome == Outcome::Already),
            });
            // What is not in the journal must not be done.
            if let Err(error) = written {
                unwritten.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                stop.notify_one();
            }
        });
        let outcomes = tokio::select! {
            outcomes = run => Some(outcomes),
            () = stop.notified() => None,
        };
        bars.finish();
        if let Some(error) = unwritten.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let outcomes = outcomes.transpose()?.unwrap_or_default();
        let mut attested = 0;
        for (upload, outcome) in uploads.iter().zip(&outcomes) {
            if upload.attestations.is_some() && *outcome == Outcome::Uploaded {
                attested += 1;
                self.sent_attested().insert(upload.distribution.file_name.clone());
            }
        }
        let already = outcomes.iter().filter(|outcome| **outcome == Outcome::Already).count();
        let before = if already == 0 { String::new() } else { format!(", {already} there before") };
        let attested = share(attested, files.len(), "attested");
        let title = &self.index.title;
        Ok(format!("{} on {title}{attested}{before}", Count(files.len(), "file")))
    }

    /// Files that the index is known to have, with their hashes. What cannot be asked is not
    /// known.
    async fn present(&self, files: &[Distribution]) -> BTreeMap<String, String> {
        let Some(first) = files.first() else { return BTreeMap::new() };
        let Ok(Some(there)) = project(&self.http, &self.index, &first.project).await else {
            return BTreeMap::new();
        };
        let is_ours = |name: &str| files.iter().any(|file| file.file_name == name);
        there
            .files
            .into_iter()
            .filter(|file| is_ours(&file.file_name))
            .filter_map(|file| Some((file.file_name, file.sha256?)))
            .collect()
    }

    pub(super) fn sent_attested(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.sent_attested.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
