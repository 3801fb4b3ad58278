use std::ops::Range;

use crate::expression::{Fenced, fenced};
use crate::model::WorkflowFile;
use crate::yaml::{Node, Span, Style};

/// A scalar as it is written in its file, for places within it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceText<'a> {
    file: &'a WorkflowFile,
    node: &'a Node,
    /// What is written; the value itself, where an alias stands for it.
    pub(crate) text: &'a str,
    /// Where it begins in the file; none for an alias.
    start: Option<usize>,
}

impl<'a> SourceText<'a> {
    /// None for lists and maps.
    pub(crate) fn of(file: &'a WorkflowFile, node: &'a Node) -> Option<Self> {
        let value = node.text()?;
        let (bytes, cut) = match node.style {
            Style::Alias | Style::Collection => (None, 0),
            Style::SingleQuoted | Style::DoubleQuoted => (Some(&node.span.bytes), 1),
            Style::Plain | Style::Literal | Style::Folded => (Some(&node.span.bytes), 0),
        };
        let written = bytes.and_then(|bytes| {
            let inner = bytes.start + cut..bytes.end.saturating_sub(cut).max(bytes.start + cut);
            Some((file.text.get(inner.clone())?, inner.start))
        });
        Some(match written {
            Some((text, start)) => Self { file, node, text, start: Some(start) },
            None => Self { file, node, text: value, start: None },
        })
    }

    /// Where bytes of [`Self::text`] stand; the whole scalar for an alias.
    pub(crate) fn span(&self, bytes: &Range<usize>) -> Span {
        let Some(start) = self.start else { return self.node.span.clone() };
        span_of(&self.file.text, start + bytes.start..start + bytes.end)
    }

    /// Its expressions.
    pub(crate) fn expressions(&self) -> Vec<Fenced<'a>> {
        fenced(self.text)
    }
}

/// Line and column of bytes of a text.
pub(crate) fn span_of(text: &str, bytes: Range<usize>) -> Span {
    let before = text.get(..bytes.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Span {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_within_a_script_are_those_of_the_file() {
        let text = "jobs:\n  a:\n    steps:\n      - run: |\n          é ${{ x }}\n      - run: \"${{ y }}\"\n";
        let file = WorkflowFile::read("a.yml", text.as_bytes()).unwrap();
        let spans: Vec<(usize, usize)> = file
            .steps()
            .iter()
            .map(|step| {
                let source = SourceText::of(&file, step.node.get("run").unwrap()).unwrap();
                let span = source.span(&source.expressions()[0].bytes);
                assert!(text[span.bytes].starts_with("${{"));
                (span.line, span.column)
            })
            .collect();
        assert_eq!(spans, [(5, 13), (6, 15)]);
    }
}
