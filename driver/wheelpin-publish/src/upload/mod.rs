//! Sending files to an index: in which order, how often, and what its answers mean.

mod answer;
mod authorization;
mod backoff;
mod body;
mod event;
mod one;
mod order;
mod progress;
mod reason;
mod settings;

use std::collections::BTreeMap;

use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::mpsc;

pub use self::authorization::{Anybody, Authorization};
pub use self::event::{Outcome, UploadEvent};
use self::order::order;
pub use self::settings::UploadSettings;
use crate::{Distribution, Error, Http, Index};

/// A file to be sent.
#[derive(Clone, Debug)]
pub struct UploadFile {
    /// The file.
    pub distribution: Distribution,
    /// Its attestations as the form takes them: a JSON array (PEP 740).
    pub attestations: Option<String>,
}

/// Where files are sent, by whom and how.
#[derive(Debug)]
pub struct Upload<'a, A> {
    /// The client.
    pub http: &'a Http,
    /// Where to.
    pub index: &'a Index,
    /// By whom.
    pub authorization: &'a A,
    /// How.
    pub settings: &'a UploadSettings,
}

impl<A: Authorization> Upload<'_, A> {
    /// Sends files; gives how each came to be there, in their order.
    ///
    /// `present` are files that are known to be on the index, by name, with their SHA-256 in
    /// hex: those that are the same are not sent. The first wheel of a release goes alone, the
    /// others side by side, the sdist last. After an error no other file is begun; those that
    /// are being sent are brought to their end, so that `on_event` tells of all that are there.
    /// A future that is dropped stops at once.
    ///
    /// # Errors
    ///
    /// The first of those that come up: [`Error::Taken`] for other bytes of a name (before
    /// anything is sent, where `present` tells), [`Error::Changed`] for a file that is not what
    /// it was, [`Error::Denied`] and [`Error::Refused`] for what the index does not take,
    /// [`Error::GaveUp`] for what went wrong too often, and what `authorization` says.
    pub async fn run(
        &self,
        files: &[UploadFile],
        present: &BTreeMap<String, String>,
        mut on_event: impl FnMut(&UploadEvent),
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes: Vec<Option<Outcome>> = vec![None; files.len()];
        for (file, outcome) in files.iter().zip(&mut outcomes) {
            match present.get(&file.distribution.file_name) {
                Some(theirs) if theirs.eq_ignore_ascii_case(&file.distribution.sha256) => {
                    *outcome = Some(Outcome::Already);
                }
                Some(theirs) => return Err(self.taken(&file.distribution, Some(theirs))),
                None => {}
            }
        }
        for (file, outcome) in outcomes.iter().enumerate() {
            if let Some(outcome) = *outcome {
                on_event(&UploadEvent::Done { file, outcome });
            }
        }
        let missing: Vec<(usize, &Distribution)> = files
            .iter()
            .enumerate()
            .filter(|(number, _)| outcomes.get(*number) == Some(&None))
            .map(|(number, file)| (number, &file.distribution))
            .collect();
        let begun = |file: &Distribution| {
            files.iter().zip(&outcomes).any(|(other, outcome)| {
                outcome.is_some()
                    && other.distribution.version == file.version
                    && other.distribution.project == file.project
            })
        };
        for group in order(&missing, begun) {
            for (number, outcome) in self.group(files, &group, &mut on_event).await? {
                if let Some(place) = outcomes.get_mut(number) {
                    *place = Some(outcome);
                }
            }
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Sends files side by side, as many at a time as the settings say.
    async fn group(
        &self,
        files: &[UploadFile],
        group: &[usize],
        on_event: &mut impl FnMut(&UploadEvent),
    ) -> Result<Vec<(usize, Outcome)>, Error> {
        let (sender, mut events) = mpsc::unbounded_channel();
        let mut waiting = group.iter().filter_map(|number| Some((*number, files.get(*number)?)));
        let mut running = FuturesUnordered::new();
        let mut done = Vec::new();
        let mut failed = None;
        loop {
            while failed.is_none() && running.len() < self.settings.jobs.get() {
                let Some((number, file)) = waiting.next() else { break };
                let sender = sender.clone();
                running.push(async move { (number, self.one(number, file, &sender).await) });
            }
            if running.is_empty() {
                break;
            }
            tokio::select! {
                biased;
                Some(event) = events.recv() => on_event(&event),
                Some((number, result)) = running.next() => {
                    while let Ok(event) = events.try_recv() {
                        on_event(&event);
                    }
                    match result {
                        Ok(outcome) => {
                            on_event(&UploadEvent::Done { file: number, outcome });
                            done.push((number, outcome));
                        }
                        Err(error) => failed = failed.or(Some(error)),
                    }
                }
            }
        }
        failed.map_or(Ok(done), Err)
    }
}
