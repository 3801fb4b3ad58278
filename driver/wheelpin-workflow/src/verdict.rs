use serde::Serialize;

use crate::context::Context;
use crate::facts::CommitFacts;
use crate::look::look_for;
use crate::pin::pins;
use crate::rules::{REMOTE, find_rule};

/// What is true of one pin.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct PinVerdict {
    /// The file, relative to the root of the repository.
    pub file: String,
    /// From 1 on.
    pub line: usize,
    /// `owner/name[/path]`, as written.
    pub action: String,
    /// All of its digits.
    pub commit: String,
    /// The version that the comment names.
    pub says: Option<String>,
    /// The tags that stand for the commit, the most exact first.
    pub is: Vec<String>,
    /// When it was committed, as `2024-10-24` (UTC), where that is known.
    pub date: Option<String>,
    /// A branch or tag that has it.
    pub reachable: Option<String>,
    /// In a word.
    pub verdict: Verdict,
}

/// A pin in a word.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is what its comment says, or says nothing.
    Right,
    /// It is something else.
    Mislabelled,
    /// Its tag stands for another commit than when it was locked.
    Moved,
    /// There is no such commit.
    Missing,
    /// No branch and no tag has it.
    Impostor,
    /// Its repository did not answer.
    Unknown,
}

/// What is true of every pin, in the order of files and lines.
#[must_use]
pub fn verdicts(context: &Context<'_>) -> Vec<PinVerdict> {
    let findings = look_for(context, REMOTE.iter().filter_map(|id| find_rule(id)));
    pins(context.repository)
        .into_iter()
        .map(|pin| {
            let told = context.facts.and_then(|facts| facts.of(&pin.action.repository));
            let known = told.and_then(|told| told.commits.get(&pin.commit));
            let (date, reachable) = match known {
                Some(CommitFacts::Reachable { date, from, .. }) => {
                    (date.clone(), Some(from.clone()))
                }
                _ => (None, None),
            };
            let found = |id: &str| {
                findings.iter().any(|finding| {
                    finding.rule == id
                        && finding.file == pin.uses.file.path
                        && finding.span.as_ref() == Some(&pin.uses.node.span)
                })
            };
            let verdict = match known {
                None => Verdict::Unknown,
                Some(CommitFacts::Missing { .. }) => Verdict::Missing,
                Some(CommitFacts::Impostor { .. }) => Verdict::Impostor,
                Some(CommitFacts::Reachable { .. }) if found("tag-moved") => Verdict::Moved,
                Some(CommitFacts::Reachable { .. }) if found("mislabelled-pin") => {
                    Verdict::Mislabelled
                }
                Some(CommitFacts::Reachable { .. }) => Verdict::Right,
            };
            let tags = told.map(|told| told.tags_at(&pin.commit)).unwrap_or_default();
            PinVerdict {
                file: pin.uses.file.path.clone(),
                line: pin.uses.node.span.line,
                action: pin.action.name(),
                says: pin.version.map(str::to_owned),
                is: tags.into_iter().map(str::to_owned).collect(),
                commit: pin.commit,
                date,
                reachable,
                verdict,
            }
        })
        .collect()
}
