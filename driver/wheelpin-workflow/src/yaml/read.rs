use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use crate::yaml::builder::Builder;
use crate::yaml::{Node, Span, Style, Unreadable, Value, clip, limits};

/// A mark of UTF-8 that some editors put before a file.
const BOM: char = '\u{feff}';

/// Reads the first document of a YAML file.
///
/// Aliases are copies of what they stand for and count as such, so a file that
/// repeats itself without end is refused. Keys that are no scalars are dropped.
///
/// # Errors
///
/// [`Unreadable`]: too large (more than 1 MiB), no UTF-8, no YAML, a key twice in a map, too
/// many nodes or levels.
pub fn read_yaml_bytes(bytes: &[u8]) -> Result<Node, Unreadable> {
    if bytes.len() > limits::BYTES {
        return Err(Unreadable::Limit("more than 1 MiB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Unreadable::NotUtf8 { line: 1 + before.iter().filter(|byte| **byte == b'\n').count() }
    })?;
    read_yaml(text)
}

/// The same for text that is known to be UTF-8.
///
/// # Errors
///
/// As [`read_yaml_bytes`].
pub fn read_yaml(text: &str) -> Result<Node, Unreadable> {
    if text.len() > limits::BYTES {
        return Err(Unreadable::Limit("more than 1 MiB"));
    }
    if let Some(at) = text.find('\0') {
        let line = 1 + text.get(..at).unwrap_or_default().matches('\n').count();
        return Err(Unreadable::Syntax { line, message: "it is binary: it holds a NUL".into() });
    }
    let content = text.strip_prefix(BOM).unwrap_or(text);
    let bytes = Bytes::of(content, text.len() - content.len());
    let mut builder = Builder::default();
    for event in Parser::new_from_str(content) {
        let (event, span) = event.map_err(|error| Unreadable::Syntax {
            line: line_of(content, error.marker().line(), error.info()),
            message: clip(error.info()),
        })?;
        let at = bytes.span(&span);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let mut span = bytes.trimmed(at, style);
                // What is left out has the place of what comes next.
                if style == ScalarStyle::Plain && text.is_empty() {
                    span.bytes.end = span.bytes.start;
                }
                let value = Value::Text(text.into_owned());
                builder.leaf(node(span, self::style(style), value), anchor)?;
            }
            Event::Alias(anchor) => builder.alias(anchor, at)?,
            Event::SequenceStart(anchor, _) => {
                builder.open(node(at, Style::Collection, Value::List(Vec::new())), anchor)?;
            }
            Event::MappingStart(anchor, _) => {
                builder.open(node(at, Style::Collection, Value::Map(Vec::new())), anchor)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(at.bytes.end)?,
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    Ok(builder.root.unwrap_or_else(|| Node::empty().clone()))
}

fn node(span: Span, style: Style, value: Value) -> Node {
    Node { line: span.line, key: Span::default(), span, style, value }
}

fn style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

/// White space and line breaks of YAML (1.2.2, 5.4 and 5.5); others of Unicode's are part of a scalar.
const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The bytes of characters: the parser counts in characters.
struct Bytes<'a> {
    text: &'a str,
    /// The byte of every character; none where each has one byte.
    of: Option<Vec<u32>>,
    /// Bytes before the text.
    before: usize,
}

impl<'a> Bytes<'a> {
    fn of(text: &'a str, before: usize) -> Self {
        let of = (!text.is_ascii()).then(|| {
            // At most 1 MiB: no byte's number is too large.
            text.char_indices().map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX)).collect()
        });
        Self { text, of, before }
    }

    fn byte(&self, marker: Marker) -> usize {
        let byte = match &self.of {
            None => marker.index(),
            Some(bytes) => bytes.get(marker.index()).map_or(self.text.len(), |byte| *byte as usize),
        };
        byte.min(self.text.len())
    }

    fn span(&self, span: &saphyr_parser::Span) -> Span {
        let start = self.byte(span.start);
        let end = self.byte(span.end).max(start);
        let at = Span {
            line: span.start.line().max(1),
            column: span.start.col() + 1,
            bytes: start + self.before..end + self.before,
        };
        self.without_properties(at)
    }

    /// A span without the anchor and tag before the value.
    fn without_properties(&self, mut span: Span) -> Span {
        let bytes = span.bytes.start - self.before..span.bytes.end - self.before;
        let mut rest = self.text.get(bytes).unwrap_or_default();
        while rest.starts_with(['&', '!']) {
            let end = rest.find(WHITE).unwrap_or(rest.len());
            let after = rest.get(end..).unwrap_or_default();
            let spaces = after.len() - after.trim_start_matches(WHITE).len();
            let skipped = rest.get(..end + spaces).unwrap_or(rest);
            match skipped.rsplit_once('\n') {
                Some((_, last)) => {
                    span.line += skipped.matches('\n').count();
                    span.column = last.chars().count() + 1;
                }
                None => span.column += skipped.chars().count(),
            }
            span.bytes.start += skipped.len();
            rest = rest.get(skipped.len()..).unwrap_or_default();
        }
        span
    }

    /// A scalar's span without what the parser counts to it: white space, and behind a quote
    /// the comment too.
    fn trimmed(&self, mut span: Span, style: ScalarStyle) -> Span {
        let bytes = span.bytes.start - self.before..span.bytes.end - self.before;
        let written = self.text.get(bytes).unwrap_or_default();
        let length = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => written.len(),
            ScalarStyle::Plain => written.trim_end_matches(WHITE).len(),
            ScalarStyle::SingleQuoted => quoted(written, |rest| {
                // A quote within is written twice.
                if rest.starts_with("''") { Some(2) } else { None }
            }),
            ScalarStyle::DoubleQuoted => {
                quoted(written, |rest| if rest.starts_with('\"') { None } else { Some(1) })
            }
        };
        span.bytes.end = span.bytes.start + length;
        span
    }
}

/// The length of a scalar in quotes, which `written` begins with. At a quote
/// `goes_on` says how many bytes belong together; none for the quote that ends it.
fn quoted(written: &str, goes_on: impl Fn(&str) -> Option<usize>) -> usize {
    let bytes = written.as_bytes();
    let Some(quote) = bytes.first() else { return 0 };
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        if byte == quote {
            match written.get(at..).and_then(&goes_on) {
                Some(length) => at += length,
                None => return at + 1,
            }
        } else if *byte == b'\\' && *quote == b'"' {
            at += 2;
        } else {
            at += 1;
        }
    }
    written.trim_end_matches(WHITE).len()
}

/// The line of a mistake. Of a tab the parser names the line of the value before it.
fn line_of(text: &str, line: usize, message: &str) -> usize {
    let line = line.max(1);
    if !message.contains("tab") {
        return line;
    }
    let is_tab = |text: &str| {
        let indentation = text.len() - text.trim_start_matches([' ', '\t']).len();
        text.get(..indentation).is_some_and(|indentation| indentation.contains('\t'))
    };
    let mut lines = text.lines().enumerate().skip(line - 1);
    lines.find(|(_, text)| is_tab(text)).map_or(line, |(index, _)| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<'a>(text: &'a str, node: &Node) -> &'a str {
        &text[node.span.bytes.clone()]
    }

    #[test]
    fn a_value_has_the_line_of_its_key() {
        let node =
            read_yaml("on:\n  push:\njobs:\n  a:\n    steps:\n      - run: |\n          b\n")
                .unwrap();
        assert_eq!(node.at(["jobs", "a"]).unwrap().line, 4);
        let step = &node.at(["jobs", "a", "steps"]).unwrap().elements()[0];
        assert_eq!((step.line, step.text_at(["run"])), (6, Some("b\n")));
        assert_eq!(node.text_at(["on", "push"]), Some(""));
    }

    #[test]
    fn a_scalar_has_the_bytes_that_it_is_written_in() {
        for (text, value) in [
            ("a: b # c\n", "b"),
            ("a:   b   \nd: e\n", "b"),
            ("a: 'b' # c\n", "'b'"),
            ("a: \"b\"\r\nc: d\r\n", "\"b\""),
            ("é: ä ö # c\n", "ä ö"),
            ("\u{feff}a: b\n", "b"),
            ("{a: b, c: d}", "b"),
            ("a: &x b\n", "b"),
            ("a: !!str b\n", "b"),
            ("a: b", "b"),
            ("a: \"ö\\n\"", "\"ö\\n\""),
            ("a: 'b''c'   # 'd'", "'b''c'"),
            ("a: \"b\\\"\\\\\" # \"d\"", "\"b\\\"\\\\\""),
            ("a: '' # c", "''"),
            ("a: 'b\n  c' # d", "'b\n  c'"),
            ("a: &x 'b' # c\n", "'b'"),
        ] {
            let root = read_yaml(text).unwrap();
            let (key, node) = &root.entries()[0];
            assert_eq!(written(text, node), value, "{text:?}");
            assert_eq!(&text[node.key.bytes.clone()], key, "{text:?}");
        }
        let text = "- a: b\n  c:\n    - d\n    - ö: e\n";
        let root = read_yaml(text).unwrap();
        let last = &root.elements()[0].get("c").unwrap().elements()[1];
        assert_eq!(written(text, last.get("ö").unwrap()), "e");
        assert_eq!((last.get("ö").unwrap().span.line, last.get("ö").unwrap().span.column), (4, 10));
    }

    #[test]
    fn aliases_are_copies_that_know_where_they_stand() {
        let text = "a: &x {b: 1}\nc: *x\n";
        let node = read_yaml(text).unwrap();
        assert_eq!(node.text_at(["c", "b"]), Some("1"));
        assert_eq!(node.get("c").unwrap().style, Style::Alias);
        assert_eq!(written(text, node.get("c").unwrap()), "*x");
    }

    #[test]
    fn a_key_twice_is_refused() {
        let error = read_yaml("a:\n  b: 1\n  c: 2\n  b: 3\n").unwrap_err();
        assert_eq!(error, Unreadable::Duplicate { line: 4, first: 2, key: "b".into() });
        assert!(read_yaml("- b: 1\n- b: 2\n").is_ok());
    }

    #[test]
    fn repetition_without_end_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..20 {
            let below = vec![format!("*a{}", level - 1); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        assert!(matches!(read_yaml(&text), Err(Unreadable::Limit(_))));
    }

    #[test]
    fn nesting_ends_in_an_error() {
        for text in [
            "[".repeat(100_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
        ] {
            assert!(read_yaml(&text).is_err());
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_map() {
        assert_eq!(&read_yaml("").unwrap(), Node::empty());
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        assert_eq!(read_yaml_bytes(b"a: b\nc: \xff\n"), Err(Unreadable::NotUtf8 { line: 2 }));
        assert!(matches!(read_yaml_bytes(b"a\n\0"), Err(Unreadable::Syntax { line: 2, .. })));
        let large = vec![b'#'; limits::BYTES + 1];
        assert_eq!(read_yaml_bytes(&large), Err(Unreadable::Limit("more than 1 MiB")));
    }

    #[test]
    fn a_tab_as_indentation_is_refused_with_its_line() {
        let error = read_yaml("a:\n  b: 1\n\tc: 2\n").unwrap_err();
        assert_eq!(error.line(), Some(3), "{error}");
    }
}
