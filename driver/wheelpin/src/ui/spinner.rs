use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::OutputArgs;
use crate::ui::style::is_terminal;

/// How often a spinner turns.
pub(crate) const TURN: Duration = Duration::from_millis(120);

/// What is being waited for, in a terminal; gone when dropped.
pub(crate) struct Spinner(Option<ProgressBar>);

impl Spinner {
    pub(crate) fn new(output: OutputArgs, text: &'static str) -> Self {
        if output.quiet || !is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.set_message(text);
        bar.enable_steady_tick(TURN);
        Self(Some(bar))
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
