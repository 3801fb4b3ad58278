use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::OutputArgs;
use crate::ui::style::is_terminal;

/// How much of something is done, in a terminal; gone when dropped.
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    pub(crate) fn new(output: OutputArgs, text: &'static str, total: usize) -> Self {
        if output.quiet || !is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(total as u64);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:20} {pos}/{len} ({elapsed})") {
            bar.set_style(style);
        }
        bar.set_message(text);
        bar.enable_steady_tick(crate::ui::spinner::TURN);
        Self(Some(bar))
    }

    /// So much is done.
    pub(crate) fn at(&self, done: usize) {
        if let Some(bar) = &self.0 {
            bar.set_position(done as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
