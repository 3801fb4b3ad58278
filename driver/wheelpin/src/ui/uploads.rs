use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use wheelpin_dist::plain;
use wheelpin_publish::{Outcome, UploadEvent, UploadFile};

use crate::ui::spinner::TURN;
use crate::ui::style::Style;

/// Shows files that are sent: one bar by bytes in a terminal, else a line per file.
pub(crate) struct Uploads {
    style: Style,
    names: Vec<String>,
    sizes: Vec<u64>,
    sent: Vec<u64>,
    done: usize,
    bar: Option<ProgressBar>,
}

impl Uploads {
    pub(crate) fn new(style: Style, files: &[UploadFile]) -> Self {
        let names = files.iter().map(|file| plain(&file.distribution.file_name)).collect();
        let sizes: Vec<u64> = files.iter().map(|file| file.distribution.size).collect();
        let bar = matches!(style, Style::Bars { .. }).then(|| {
            let bar = ProgressBar::new(sizes.iter().sum());
            let template = "{spinner} [{bar:24}] {bytes}/{total_bytes} {elapsed} {wide_msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.enable_steady_tick(TURN);
            bar
        });
        let sent = vec![0; sizes.len()];
        Self { style, names, sizes, sent, done: 0, bar }
    }

    /// Shows one event.
    pub(crate) fn event(&mut self, event: &UploadEvent) {
        match event {
            UploadEvent::Began { file, .. } => {
                self.set(*file, 0);
                self.message(*file, "");
            }
            UploadEvent::Progress { file, sent } => self.set(*file, *sent),
            UploadEvent::Waiting { file, wait, reason } => {
                let text = format!("again in {} s: {}", wait.as_secs().max(1), plain(reason));
                self.message(*file, &text);
                self.line(&format!("{} {text}", self.name(*file)));
            }
            UploadEvent::Done { file, outcome } => {
                self.done += 1;
                self.set(*file, self.sizes.get(*file).copied().unwrap_or_default());
                let word = match outcome {
                    Outcome::Uploaded => "sent",
                    Outcome::Already => "there already",
                };
                let text =
                    format!("[{}/{}] {word}: {}", self.done, self.names.len(), self.name(*file));
                self.line(&text);
            }
        }
    }

    /// Clears what will not be true any more.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn name(&self, file: usize) -> String {
        self.names.get(file).cloned().unwrap_or_default()
    }

    fn set(&mut self, file: usize, sent: u64) {
        if let Some(place) = self.sent.get_mut(file) {
            *place = sent;
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.sent.iter().sum());
        }
    }

    fn message(&self, file: usize, text: &str) {
        if let Some(bar) = &self.bar {
            let files = format!("{}/{} files", self.done, self.names.len());
            bar.set_message(format!("{files}  {} {text}", self.name(file)));
        }
    }

    fn line(&self, text: &str) {
        if matches!(self.style, Style::Lines { .. }) {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }
}
