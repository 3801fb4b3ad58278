use super::Record;

/// Longest line that is read whole, in bytes; the rest of a longer one is
/// passed over. Nix's own limit is a daemon's, 10 MB.
pub const LINE_LIMIT: usize = 10 << 20;

/// What marks a record.
const MARK: &str = "@nix ";
/// Capacity that is kept between lines.
const SPARE: usize = 64 << 10;

/// A line of Nix's stderr.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// `@nix {…}`
    Record(Record),
    /// Anything else that Nix, ssh or a hook says, and records that cannot be
    /// read. Bytes that are no UTF-8 stand as U+FFFD.
    Text(String),
}

/// Makes lines of bytes that come in pieces.
///
/// Holds at most [`LINE_LIMIT`] bytes.
#[derive(Debug, Default)]
pub struct Parser {
    /// The line that is not ended.
    rest: Vec<u8>,
}

impl Parser {
    /// A parser at the begin of a stream.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece, of any length, and gives the lines that end in it.
    pub fn push(&mut self, mut bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            if self.rest.is_empty() {
                lines.push(line(&bytes[..end.min(LINE_LIMIT)]));
            } else {
                self.keep(&bytes[..end]);
                lines.push(line(&self.rest));
                self.rest.clear();
                self.rest.shrink_to(SPARE);
            }
            bytes = &bytes[end + 1..];
        }
        self.keep(bytes);
        lines
    }

    /// The last line, where the stream does not end with a line feed.
    #[must_use]
    pub fn finish(self) -> Option<Line> {
        if self.rest.is_empty() { None } else { Some(line(&self.rest)) }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LINE_LIMIT - self.rest.len();
        self.rest.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

fn line(bytes: &[u8]) -> Line {
    let text = String::from_utf8_lossy(bytes.strip_suffix(b"\r").unwrap_or(bytes));
    match text.strip_prefix(MARK).and_then(Record::from_json) {
        Some(record) => Line::Record(record),
        None => Line::Text(text.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<Line> {
        let mut parser = Parser::new();
        let mut lines = parser.push(bytes);
        lines.extend(parser.finish());
        lines
    }

    #[test]
    fn a_record_is_a_line_with_a_mark() {
        assert_eq!(
            lines(b"@nix {\"action\":\"stop\",\"id\":1}\r\nssh: no\n"),
            [Line::Record(Record::Stop { id: 1 }), Line::Text("ssh: no".into())],
        );
    }

    #[test]
    fn a_record_that_cannot_be_read_is_text() {
        assert_eq!(lines(b"@nix {\"action\""), [Line::Text("@nix {\"action\"".into())]);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_replaced() {
        assert_eq!(lines(b"a\xffb\n"), [Line::Text("a\u{fffd}b".into())]);
    }

    #[test]
    fn a_line_too_long_is_cut() {
        let mut parser = Parser::new();
        for _ in 0..=LINE_LIMIT / 1000 {
            assert!(parser.push(&[b'a'; 1000]).is_empty());
        }
        assert_eq!(
            parser.push(b"rest\nnext\n"),
            [Line::Text("a".repeat(LINE_LIMIT)), Line::Text("next".into())],
        );
        assert!(parser.rest.capacity() <= SPARE);
        assert_eq!(lines(&[vec![b'a'; LINE_LIMIT + 1], vec![b'\n']].concat()).len(), 1);
    }
}
