use std::io::Write;

use serde_json::json;
use wheelpin_nix::BuildEvent;

use crate::ui::consumer::Consumer;

/// One JSON object per line and event. The first says the version of the format.
pub(crate) struct JsonLines<W> {
    out: W,
}

impl<W: Write> JsonLines<W> {
    pub(crate) fn new(mut out: W) -> Self {
        // A reader that went away ends nothing.
        let _ = writeln!(out, "{}", json!({ "event": "begin", "schema": 1 }));
        Self { out }
    }
}

impl<W: Write> Consumer for JsonLines<W> {
    fn event(&mut self, event: &BuildEvent) {
        if let Ok(line) = serde_json::to_string(event) {
            let _ = writeln!(self.out, "{line}");
        }
    }

    fn finish(&mut self) {
        let _ = self.out.flush();
    }
}
