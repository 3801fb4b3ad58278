use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::json;
use wheelpin_dist::plain;
use wheelpin_test::{Answer, Outcome, TestEvent};

use crate::ui::duration::duration;
use crate::ui::spinner::TURN;
use crate::ui::style::Style;

/// Shows wheels that are being tested: bars, lines or JSON.
pub(crate) struct Trials {
    style: Style,
    /// By row; none for what is not run.
    labels: Vec<Option<String>>,
    total: usize,
    done: usize,
    failed: usize,
    since: BTreeMap<usize, Instant>,
    multi: MultiProgress,
    whole: Option<ProgressBar>,
    bars: BTreeMap<usize, ProgressBar>,
}

impl Trials {
    pub(crate) fn new(style: Style, labels: Vec<Option<String>>) -> Self {
        let total = labels.iter().flatten().count();
        let multi = MultiProgress::new();
        let whole = matches!(style, Style::Bars { .. }).then(|| {
            let bar = multi.add(ProgressBar::new(total as u64));
            let template = "{spinner} [{bar:24}] {pos}/{len} {elapsed} {wide_msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.enable_steady_tick(TURN);
            bar
        });
        let (done, failed) = (0, 0);
        let (since, bars) = (BTreeMap::new(), BTreeMap::new());
        Self { style, labels, total, done, failed, since, multi, whole, bars }
    }

    /// Shows one event.
    pub(crate) fn event(&mut self, event: &TestEvent) {
        match event {
            TestEvent::Began(row) => self.began(*row),
            TestEvent::Ended(row, answer) => self.ended(*row, answer),
        }
    }

    /// Clears what will not be true any more.
    pub(crate) fn finish(&mut self) {
        for bar in self.bars.values().chain(&self.whole) {
            bar.finish_and_clear();
        }
        let _ = self.multi.clear();
    }

    fn label(&self, row: usize) -> String {
        plain(self.labels.get(row).and_then(Option::as_deref).unwrap_or_default())
    }

    fn began(&mut self, row: usize) {
        self.since.insert(row, Instant::now());
        let label = self.label(row);
        match self.style {
            Style::Bars { .. } => {
                let bar = self.multi.add(ProgressBar::new_spinner());
                if let Ok(style) = ProgressStyle::with_template("  {elapsed:>4} {wide_msg}") {
                    bar.set_style(style);
                }
                bar.set_message(label);
                bar.enable_steady_tick(TURN);
                self.bars.insert(row, bar);
            }
            Style::Json => say_json(&json!({ "event": "began", "test": label })),
            Style::Silent | Style::Lines { .. } => {}
        }
    }

    fn ended(&mut self, row: usize, answer: &Answer) {
        self.done += 1;
        self.failed += usize::from(answer.outcome == Outcome::Failed);
        let took = self.since.remove(&row).map_or(Duration::ZERO, |since| since.elapsed());
        let line = self.line(row, answer, took);
        if let Some(bar) = self.bars.remove(&row) {
            bar.finish_and_clear();
            self.multi.remove(&bar);
        }
        match self.style {
            Style::Bars { .. } => {
                if answer.outcome != Outcome::Passed {
                    let _ = self.multi.println(line);
                }
                if let Some(whole) = &self.whole {
                    whole.set_position(self.done as u64);
                    if self.failed > 0 {
                        whole.set_message(format!("{} failed", self.failed));
                    }
                }
            }
            Style::Lines { .. } => {
                // A reader that went away ends nothing.
                let _ = writeln!(anstream::stderr(), "{line}");
            }
            Style::Json => say_json(&json!({
                "event": "ended",
                "test": self.label(row),
                "outcome": answer.outcome,
                "reason": answer.reason,
            })),
            Style::Silent => {}
        }
    }

    /// `[ 3/16] passed a.whl in 3.12.1 (linux-x86_64-glibc) (2 s)`
    fn line(&self, row: usize, answer: &Answer, took: Duration) -> String {
        let word = match answer.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::NotRun => "not run",
        };
        let width = self.total.to_string().len();
        let (done, total, label) = (self.done, self.total, self.label(row));
        format!("[{done:>width$}/{total}] {word} {label} ({})", duration(took))
    }
}

fn say_json(event: &serde_json::Value) {
    let _ = writeln!(anstream::stdout(), "{event}");
}
