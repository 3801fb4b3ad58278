use std::collections::BTreeMap;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use wheelpin_nix::stream::{Event, Level};
use wheelpin_nix::{BuildEvent, Plan, StorePath};

use crate::ui::consumer::Consumer;
use crate::ui::outcome::{planned, warned};
use crate::ui::remaining::about;
use crate::ui::running::{Change, Job, Running};
use crate::ui::size::size;
use crate::ui::spinner::TURN;

/// Most jobs that are shown at a time: more do not fit small terminals.
const MOST: usize = 8;

/// A bar for the whole and a line per job, drawn again as they change.
pub(crate) struct Bars {
    running: Running,
    logs: bool,
    multi: MultiProgress,
    whole: ProgressBar,
    jobs: BTreeMap<StorePath, ProgressBar>,
    turn: Option<Duration>,
}

impl Bars {
    /// Bars on stderr, where spinners turn.
    pub(crate) fn new(plan: &Plan, logs: bool) -> Self {
        Self::on(ProgressDrawTarget::stderr(), Some(TURN), plan, logs)
    }

    /// Bars anywhere. Without `turn` nothing is drawn but when something happens.
    fn on(target: ProgressDrawTarget, turn: Option<Duration>, plan: &Plan, logs: bool) -> Self {
        let multi = MultiProgress::with_draw_target(target);
        let whole = multi.add(ProgressBar::new(0));
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} [{bar:24}] {pos}/{len} {elapsed} {wide_msg}")
        {
            whole.set_style(style.progress_chars("=> "));
        }
        if let Some(turn) = turn {
            whole.enable_steady_tick(turn);
        }
        Self { running: Running::new(plan), logs, multi, whole, jobs: BTreeMap::new(), turn }
    }

    fn add(&mut self, job: &Job) {
        if self.jobs.len() >= MOST {
            return;
        }
        let bar = self.multi.add(ProgressBar::new_spinner());
        if let Ok(style) = ProgressStyle::with_template("  {elapsed:>4} {wide_msg}") {
            bar.set_style(style);
        }
        bar.set_message(job.text());
        if let Some(turn) = self.turn {
            bar.enable_steady_tick(turn);
        }
        self.jobs.insert(job.derivation.clone(), bar);
    }

    fn remove(&mut self, derivation: &StorePath) {
        if let Some(bar) = self.jobs.remove(derivation) {
            bar.finish_and_clear();
            self.multi.remove(&bar);
        }
        // One that had no place may have it now.
        let hidden = self.running.now.iter().find(|job| !self.jobs.contains_key(&job.derivation));
        if let Some(job) = hidden.cloned() {
            self.add(&job);
        }
    }

    fn status(&self) -> String {
        let mut parts = Vec::new();
        if let Some(rest) = self.running.remaining() {
            parts.push(format!("{} left", about(rest)));
        }
        if !self.running.failed.is_empty() {
            parts.push(format!("{} failed", self.running.failed.len()));
        }
        let (done, all) = self
            .running
            .downloads
            .values()
            .fold((0, 0), |(done, all), download| (done + download.0, all + download.1));
        if !self.running.downloads.is_empty() {
            parts.push(format!("fetching {} of {}", size(done), size(all.max(done))));
        }
        if self.running.now.is_empty()
            && let Some(wait) = self.running.waits.values().next()
        {
            parts.push(wait.clone());
        }
        parts.join(", ")
    }
}

impl Consumer for Bars {
    fn event(&mut self, event: &BuildEvent) {
        let change = self.running.update(event);
        match event {
            BuildEvent::Planned { .. } => {
                let _ = self.multi.println(planned(event));
            }
            BuildEvent::Nix(Event::LogLine { derivation, line }) if self.logs => {
                let subject = self.running.label(derivation).subject;
                let _ = self.multi.println(format!("{subject}> {line}"));
            }
            BuildEvent::Nix(Event::Message { level: Level::Warn, text }) => {
                let _ = self.multi.println(warned(text));
            }
            _ => {}
        }
        if let Some(line) = self.running.failure(event) {
            let _ = self.multi.println(line);
        }
        match change {
            Change::Began => {
                if let Some(job) = self.running.now.last().cloned() {
                    self.add(&job);
                }
            }
            Change::Ended(job, _) => self.remove(&job.derivation),
            Change::Doing(derivation) => {
                let job = self.running.now.iter().find(|job| job.derivation == derivation);
                if let (Some(job), Some(bar)) = (job, self.jobs.get(&derivation)) {
                    let doing = job.doing.as_deref().unwrap_or_default();
                    bar.set_message(format!("{}: {doing}", job.text()));
                }
            }
            Change::Other => {}
        }
        let (done, all) = self.running.count();
        self.whole.set_length(all as u64);
        self.whole.set_position(done as u64);
        self.whole.set_message(self.status());
    }

    fn finish(&mut self) {
        for bar in self.jobs.values() {
            bar.finish_and_clear();
        }
        self.whole.finish_and_clear();
        let _ = self.multi.clear();
    }
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;
    use wheelpin_nix::stream::Event;

    use super::*;
    use crate::ui::recording::{self, NAMES};

    /// What a terminal shows whenever something begins or fails, and at the end.
    fn screens(name: &str, columns: u16) -> String {
        let terminal = InMemoryTerm::new(30, columns);
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let mut bars = Bars::on(target, None, &recording::plan(), false);
        let mut screens = Vec::new();
        for event in recording::events(name) {
            bars.event(&event);
            if matches!(
                event,
                BuildEvent::Planned { .. }
                    | BuildEvent::Nix(Event::Started { .. } | Event::Failed { .. })
            ) {
                // Draws what was held back for being too soon.
                bars.whole.tick();
                screens.push(terminal.contents());
            }
        }
        bars.finish();
        screens.push(terminal.contents());
        let screens: Vec<String> = screens.iter().map(|screen| still(screen)).collect();
        screens.join(&format!("\n{}\n", "~".repeat(columns.into())))
    }

    /// A screen on which no spinner turns and no clock runs.
    fn still(screen: &str) -> String {
        let is_spinner = |character| ('\u{2800}'..='\u{28ff}').contains(&character);
        recording::timeless(&screen.replace(is_spinner, "*"))
    }

    #[test]
    fn bars_fit_narrow_and_wide_terminals() {
        for name in NAMES {
            for columns in [60, 140] {
                let screens = screens(name, columns);
                insta::assert_snapshot!(format!("{}-{columns}", name.replace('/', "-")), screens);
            }
        }
    }
}
