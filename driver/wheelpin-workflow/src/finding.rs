use std::ops::Range;

use serde::Serialize;

use crate::yaml::{Node, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Others can run their code in a release or publish, or what is there does not do what it says.
    Error,
    /// A release is less safe, or harder to repeat, than it could be.
    Warning,
    /// Worth knowing.
    Info,
}

/// What one rule found in one place.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the root of the repository, with `/`.
    pub file: String,
    /// Where in it; none for the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// What is wrong, a lowercase sentence without a full stop. It may quote text from outside.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// How a program can do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// Edits of the file that a finding is in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Fix {
    /// They neither overlap nor depend on each other's order.
    pub edits: Vec<Edit>,
    /// Whether the workflow does the same as before: then `wheelpin pins fix` makes them unasked.
    pub safe: bool,
}

/// Bytes of a file, and what replaces them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Edit {
    /// Bytes of the file.
    pub bytes: Range<usize>,
    /// What replaces them.
    pub text: String,
}

/// What a rule found, without what the rule says of itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found {
    pub(crate) file: String,
    pub(crate) span: Option<Span>,
    pub(crate) message: String,
    pub(crate) severity: Option<Severity>,
    pub(crate) remedy: Option<String>,
    pub(crate) fix: Option<Fix>,
}

impl Found {
    /// In a file as a whole. `message` is a lowercase sentence without a full stop.
    #[must_use]
    pub fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            span: None,
            message: one_line(&message.into()),
            severity: None,
            remedy: None,
            fix: None,
        }
    }

    /// Where a node's value stands.
    #[must_use]
    pub fn at(self, node: &Node) -> Self {
        Self { span: Some(node.span.clone()), ..self }
    }

    /// Where something stands.
    #[must_use]
    pub fn span(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// Where a node's key stands (its value, where it has no key).
    #[must_use]
    pub fn at_key(self, node: &Node) -> Self {
        let span = if node.key.line == 0 { &node.span } else { &node.key };
        Self { span: Some(span.clone()), ..self }
    }

    /// Another severity than the rule's.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// Another remedy than the rule's.
    #[must_use]
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// A fix that changes nothing of what the workflow does.
    #[must_use]
    pub fn fix(self, edits: impl IntoIterator<Item = (Range<usize>, String)>) -> Self {
        self.with_fix(edits, true)
    }

    /// A fix that a person should look at.
    #[must_use]
    pub fn unsafe_fix(self, edits: impl IntoIterator<Item = (Range<usize>, String)>) -> Self {
        self.with_fix(edits, false)
    }

    fn with_fix(self, edits: impl IntoIterator<Item = (Range<usize>, String)>, safe: bool) -> Self {
        let edits = edits.into_iter().map(|(bytes, text)| Edit { bytes, text }).collect();
        Self { fix: Some(Fix { edits, safe }), ..self }
    }
}

/// The longest message, in characters.
const LONGEST: usize = 500;

/// One line, not too long, with nothing that moves a cursor.
fn one_line(text: &str) -> String {
    let mut characters = text.chars();
    let mut line = String::new();
    for character in characters.by_ref().take(LONGEST) {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    if characters.next().is_some() {
        line.push('…');
    }
    line
}
