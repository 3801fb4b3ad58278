use std::io::Write;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use wheelpin_dist::plain;
use wheelpin_release::journal::Step;

use crate::arguments::OutputArgs;
use crate::ui::duration::duration;

const DONE: Style = AnsiColor::Green.on_default().bold();
const SKIPPED: Style = AnsiColor::Yellow.on_default().bold();
const FAILED: Style = AnsiColor::Red.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Columns of a step's name.
const NAME: usize = 9;

/// The steps of a release: a line for each that ended, on stderr.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    is_quiet: bool,
}

impl Steps {
    pub(crate) const fn new(output: OutputArgs) -> Self {
        Self { is_quiet: output.quiet }
    }

    /// A step has acted; it took no time where an earlier run did it.
    pub(crate) fn done(self, step: Step, summary: &str, took: Duration) {
        let took = if took < Duration::from_secs(1) { String::new() } else { duration(took) };
        self.line(DONE, "done", step, summary, &took);
    }

    /// A step was left out.
    pub(crate) fn skipped(self, step: Step, reason: &str) {
        self.line(SKIPPED, "skip", step, &format!("left out: {reason}"), "");
    }

    /// A step failed.
    pub(crate) fn failed(self, step: Step, took: Duration) {
        self.line(FAILED, "FAIL", step, "", &duration(took));
    }

    /// What must not go unseen, quiet or not.
    pub(crate) fn warn(self, text: &str) {
        let _ = writeln!(anstream::stderr(), "warning: {}", plain(text));
    }

    /// What is not a step's.
    pub(crate) fn note(self, text: &str) {
        if !self.is_quiet {
            let _ = writeln!(anstream::stderr(), "{}", plain(text));
        }
    }

    fn line(self, style: Style, word: &str, step: Step, text: &str, took: &str) {
        if self.is_quiet {
            return;
        }
        let text = plain(text);
        let text = match terminal_size::terminal_size_of(std::io::stderr()) {
            Some((terminal_size::Width(width), _)) => {
                let others = "done  ".len() + NAME + 2 + took.len() + 2;
                shortened(&text, usize::from(width).saturating_sub(others).max(20))
            }
            None => text,
        };
        let name = step.name();
        let took =
            if took.is_empty() { String::new() } else { format!("  {FAINT}{took}{FAINT:#}") };
        let _ = writeln!(anstream::stderr(), "{style}{word}{style:#}  {name:<NAME$}  {text}{took}");
    }
}

/// A line that fits: what would break it is left out.
fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.into();
    }
    let mut short: String = text.chars().take(room.saturating_sub(1)).collect();
    short.push('…');
    short
}
