use std::io::Write;

use wheelpin_nix::BuildEvent;

use crate::ui::consumer::Consumer;
use crate::ui::json_frame;

/// One JSON object per line and event. The first says the version of the format.
pub(crate) struct JsonLines<W> {
    out: W,
}

impl<W: Write> JsonLines<W> {
    pub(crate) fn new(mut out: W) -> Self {
        // A reader that went away ends nothing.
        let _ = json_frame::json_begin(&mut out);
        Self { out }
    }

    /// Where the first line was written already.
    pub(crate) fn begun(out: W) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::recording::{self, NAMES};

    #[test]
    fn every_event_is_a_line() {
        for name in NAMES {
            let mut json_lines = JsonLines::new(Vec::new());
            for event in recording::events(name) {
                json_lines.event(&event);
            }
            json_lines.finish();
            let text = String::from_utf8(json_lines.out).unwrap();
            insta::assert_snapshot!(name.replace('/', "-"), recording::redact(&text));
        }
    }
}
