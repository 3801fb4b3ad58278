use std::collections::BTreeSet;
use std::io::Write;
use std::time::{Duration, Instant};

use wheelpin_nix::stream::{Event, Level};
use wheelpin_nix::{BuildEvent, Plan, StorePath};

use crate::ui::consumer::Consumer;
use crate::ui::duration::duration;
use crate::ui::outcome::{planned, warned};
use crate::ui::remaining::about;
use crate::ui::running::{Change, Running};

/// How long nothing may be said while something is being done.
const SILENCE: Duration = Duration::from_secs(30);

/// A line for everything that is done, for pipes and CI.
pub(crate) struct Lines<W> {
    out: W,
    running: Running,
    logs: bool,
    said: Instant,
    /// What Nix was said to wait for.
    waits: BTreeSet<String>,
    /// What ended last. Nix from 2.34 on tells only after the end that it failed.
    ended: Option<(StorePath, String)>,
}

impl<W: Write> Lines<W> {
    pub(crate) fn new(plan: &Plan, logs: bool, out: W) -> Self {
        let running = Running::new(plan);
        Self { out, running, logs, said: Instant::now(), waits: BTreeSet::new(), ended: None }
    }

    fn say(&mut self, line: &str) {
        // A reader that went away ends nothing.
        let _ = writeln!(self.out, "{line}");
        self.said = Instant::now();
    }

    /// Says what ended, unless that was a failure.
    fn say_ended(&mut self, event: Option<&BuildEvent>) {
        let Some((derivation, line)) = self.ended.take() else { return };
        let failed = matches!(event, Some(BuildEvent::Nix(Event::Failed { derivation: failed, .. }))
            if *failed == derivation);
        if !failed {
            self.say(&line);
        }
    }

    /// Says that it still goes on, if nothing else has for a while.
    fn break_silence(&mut self) {
        if self.said.elapsed() < SILENCE {
            return;
        }
        let jobs: Vec<String> =
            self.running.now.iter().map(|job| job.label.subject.clone()).collect();
        let (done, all) = self.running.count();
        let rest = match self.running.remaining() {
            Some(rest) => format!(", {} left", about(rest)),
            None => String::new(),
        };
        let line = format!(
            "still at work after {}{rest} ({done} of {all} done): {}",
            duration(self.running.elapsed()),
            jobs.join(", "),
        );
        self.say(&line);
    }
}

impl<W: Write> Consumer for Lines<W> {
    fn event(&mut self, event: &BuildEvent) {
        self.say_ended(Some(event));
        let change = self.running.update(event);
        match event {
            BuildEvent::Planned { .. } => {
                let line = planned(event);
                self.say(&line);
            }
            BuildEvent::Nix(Event::LogLine { derivation, line }) if self.logs => {
                let line = format!("{}> {line}", self.running.label(derivation).subject);
                self.say(&line);
            }
            BuildEvent::Nix(Event::Message { level: Level::Warn, text }) => {
                self.say(&warned(text));
            }
            // Nix waits anew every few seconds.
            BuildEvent::Nix(Event::Waiting { text, .. }) if self.waits.insert(text.clone()) => {
                self.say(text);
            }
            _ => {}
        }
        if let Some(line) = self.running.failure(event) {
            self.say(&line);
        }
        if let Change::Ended(job, took) = change
            && job.is_main()
            && !self.running.has_failed(&job.derivation)
        {
            let counter = self.running.counter();
            let line = format!("{counter} {} ({})", job.text(), duration(took));
            self.ended = Some((job.derivation, line));
        }
        self.break_silence();
    }

    fn finish(&mut self) {
        self.say_ended(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::recording::{self, NAMES};

    fn lines(name: &str, logs: bool) -> String {
        let mut lines = Lines::new(&recording::plan(), logs, Vec::new());
        for event in recording::events(name) {
            lines.event(&event);
        }
        lines.finish();
        recording::redact(&String::from_utf8(lines.out).unwrap())
    }

    #[test]
    fn lines_tell_what_was_done() {
        for name in NAMES {
            insta::assert_snapshot!(name.replace('/', "-"), lines(name, false));
        }
    }

    #[test]
    fn logs_stand_beside_what_they_are_of() {
        insta::assert_snapshot!("logs", lines("nix-2.34/failure", true));
    }
}
