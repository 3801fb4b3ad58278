use std::time::{Duration, Instant};

use wheelpin_release::journal::{Entry, Event, Facts, Journal, Progress, Step};

use crate::error::Error;
use crate::ui::steps::Steps;

/// The journal of a release that goes on, and what shows it.
pub(crate) struct Recorder {
    journal: Journal,
    /// What the journal amounts to now.
    pub(crate) progress: Progress,
    steps: Steps,
    began: Instant,
}

impl Recorder {
    /// Goes on with what a journal holds.
    pub(crate) fn new(journal: Journal, progress: Progress, steps: Steps) -> Self {
        Self { journal, progress, steps, began: Instant::now() }
    }

    /// All that is written so far.
    pub(crate) fn entries(&self) -> &[Entry] {
        self.journal.entries()
    }

    /// Writes an event, after which it counts.
    pub(crate) fn write(&mut self, event: Event) -> Result<(), Error> {
        self.journal.write(event)?;
        if let Some(progress) = self.journal.progress()? {
            self.progress = progress;
        }
        Ok(())
    }

    /// A step is about to act.
    pub(crate) fn start(&mut self, step: Step) -> Result<(), Error> {
        self.began = Instant::now();
        self.write(Event::Started { step })
    }

    /// A step has acted.
    pub(crate) fn done(&mut self, step: Step, facts: Facts) -> Result<(), Error> {
        let summary = facts.summary.clone().unwrap_or_default();
        self.write(Event::Done { step, facts })?;
        self.steps.done(step, &summary, self.began.elapsed());
        Ok(())
    }

    /// A step is left out.
    pub(crate) fn skip(&mut self, step: Step, reason: &str) -> Result<(), Error> {
        if !self.progress.skipped.contains_key(&step) {
            self.write(Event::Skipped { step, reason: reason.into() })?;
        }
        self.steps.skipped(step, reason);
        Ok(())
    }

    /// A step was done by an earlier run.
    pub(crate) fn known(&self, step: Step) {
        match (self.progress.skipped.get(&step), self.progress.done.get(&step)) {
            (Some(reason), _) => self.steps.skipped(step, reason),
            (None, Some(summary)) => self.steps.done(step, summary, Duration::ZERO),
            (None, None) => {}
        }
    }

    /// A step failed. That it could not be written matters less than why.
    pub(crate) fn failed(&mut self, step: Step, error: &Error) {
        let _ = self.write(Event::Failed { step, reason: error.to_string() });
        self.steps.failed(step, self.began.elapsed());
    }
}

impl Recorder {
    /// Says something that must not go unseen.
    pub(crate) fn warn(&self, text: &str) {
        self.steps.warn(text);
    }

    /// Says something that is no step's.
    pub(crate) fn note(&self, text: &str) {
        self.steps.note(text);
    }
}
