use crate::model::{ActionReference, Comment, Image, Job, Step, WorkflowFile};
use crate::yaml::Node;

/// A `uses:` of a job or step.
#[derive(Clone, Debug)]
pub struct Uses<'a> {
    /// The file it is in.
    pub file: &'a WorkflowFile,
    /// Its value, whose span is what an edit replaces.
    pub node: &'a Node,
    /// As written, without quotes.
    pub text: &'a str,
    /// What is used.
    pub target: Target,
    /// The comment behind it, in the same line.
    pub comment: Option<Comment<'a>>,
    /// The job.
    pub job: Job<'a>,
    /// The step; none for a job that is a reusable workflow.
    pub step: Option<Step<'a>>,
}

/// What a `uses:` uses.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// `./path`, relative to the root of the repository; `$/path` says the same of the commit that
    /// the workflow is of (GitHub Docs, "Workflow syntax", `uses`).
    Local(String),
    /// `docker://image`.
    Image(Image),
    /// `owner/name[/path]@reference`.
    Action(ActionReference),
    /// Nothing that GitHub takes.
    Malformed,
}

impl<'a> Uses<'a> {
    pub(super) fn of(
        file: &'a WorkflowFile,
        node: &'a Node,
        job: Job<'a>,
        step: Option<Step<'a>>,
    ) -> Option<Self> {
        let text = node.text()?;
        let comment = Comment::after(&file.text, node.span.bytes.end);
        Some(Self { file, node, text, target: Target::read(text), comment, job, step })
    }

    /// The action, where it is one of a repository.
    #[must_use]
    pub fn action(&self) -> Option<&ActionReference> {
        match &self.target {
            Target::Action(action) => Some(action),
            Target::Local(_) | Target::Image(_) | Target::Malformed => None,
        }
    }
}

impl Target {
    /// Read from the text of a `uses:`.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if let Some(image) = text.strip_prefix("docker://") {
            return Self::Image(Image::read(image));
        }
        if text == "." || text.starts_with("./") {
            return Self::Local(text.into());
        }
        if let Some(path) = text.strip_prefix("$/") {
            return Self::Local(format!("./{}", path.trim_start_matches("./")));
        }
        ActionReference::read(text).map_or(Self::Malformed, Self::Action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_an_own_action_are_local() {
        let local = Target::Local("./.github/actions/a".into());
        for text in ["./.github/actions/a", "$/.github/actions/a", "$/./.github/actions/a"] {
            assert_eq!(Target::read(text), local, "{text}");
        }
    }
}
