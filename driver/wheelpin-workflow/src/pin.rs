use std::ops::Range;

use crate::context::Context;
use crate::facts::{CommitFacts, RepositoryFacts};
use crate::model::{ActionReference, Uses};
use crate::repository::Repository;
use crate::yaml::Style;

/// A `uses:` that names a commit.
#[derive(Clone, Debug)]
pub struct Pin<'a> {
    /// Where.
    pub uses: Uses<'a>,
    /// What is used.
    pub action: ActionReference,
    /// 40 or 64 digits, in lower case.
    pub commit: String,
    /// The version that its comment names.
    pub version: Option<&'a str>,
}

/// Every `uses:` that names a commit, in the order of files and lines.
#[must_use]
pub fn pins(repository: &Repository) -> Vec<Pin<'_>> {
    repository.uses().into_iter().filter_map(Pin::of).collect()
}

impl<'a> Pin<'a> {
    fn of(uses: Uses<'a>) -> Option<Self> {
        let action = uses.action()?.clone();
        let commit = action.reference.commit()?.to_owned();
        let version = uses.comment.as_ref().and_then(|comment| comment.version());
        Some(Self { uses, action, commit, version })
    }

    /// Its first digits, which tell it from others for people.
    #[must_use]
    pub fn short(&self) -> &str {
        short(&self.commit)
    }

    /// Edits that let the `uses:` name another commit and its comment another version.
    #[must_use]
    pub fn edits(&self, commit: &str, version: &str) -> Vec<(Range<usize>, String)> {
        edits(&self.uses, commit, version)
    }
}

/// Every pin that a remote told of, with what it told of the repository and of the commit.
pub(crate) fn told_pins<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (Pin<'a>, &'a RepositoryFacts, &'a CommitFacts)> {
    let told = |pin: Pin<'a>| {
        let told = context.facts?.of(&pin.action.repository)?;
        let commit = told.commits.get(&pin.commit)?;
        Some((pin, told, commit))
    };
    pins(context.repository).into_iter().filter_map(told)
}

/// A commit's first digits, which tell it from others for people.
#[must_use]
pub fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

/// Edits that let a `uses:` name a commit and its comment a version. None where the reference
/// does not stand in the file as it is read (escapes, an alias): a person must do that.
pub(crate) fn edits(uses: &Uses<'_>, commit: &str, version: &str) -> Vec<(Range<usize>, String)> {
    let Some(action) = uses.action() else { return Vec::new() };
    // Behind `>-` or `|` the text is in the lines below, and a comment would be part of it.
    if matches!(uses.node.style, Style::Literal | Style::Folded) {
        return Vec::new();
    }
    let span = uses.node.span.bytes.clone();
    let written = uses.file.text.get(span.clone()).unwrap_or_default();
    let is_one_line = !written.contains(['\n', '\r']) && written.contains(uses.text);
    let (Some(at), true) = (written.find('@'), is_one_line) else {
        return Vec::new();
    };
    let quote = usize::from(written.starts_with(['"', '\'']));
    let reference = span.start + at + 1..span.end - quote;
    let old = uses.file.text.get(reference.clone()).unwrap_or_default();
    let mut edits = Vec::new();
    if action.reference.text() != commit || old != commit {
        edits.push((reference, commit.to_owned()));
    }
    edits.extend(comment_edit(uses, version));
    edits
}

/// The edit that lets a comment name a version; none where it does.
pub(crate) fn comment_edit(uses: &Uses<'_>, version: &str) -> Option<(Range<usize>, String)> {
    let Some(comment) = &uses.comment else {
        let end = uses.node.span.bytes.end;
        let rest = uses.file.text.get(end..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        // In `{uses: …}` more of the value follows: a comment would hide it.
        return line.trim().is_empty().then(|| (end..end, format!(" # {version}")));
    };
    match comment.version_bytes() {
        Some(_) if comment.version() == Some(version) => None,
        Some(bytes) => Some((bytes, version.to_owned())),
        // What the comment says otherwise stays behind the version.
        None => {
            let start = comment.bytes.start + 1;
            Some((start..start, format!(" {version}")))
        }
    }
}
