use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::rule::Rule;
use crate::yaml::Span;

pub(super) const RULE: Rule = Rule {
    id: "unreadable-workflow",
    severity: Severity::Error,
    finds: "a workflow or action that cannot be read",
    why: "What cannot be read cannot be checked, and GitHub does not run it either.",
    remedy: "correct it: nothing else was looked at in this file",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#about-yaml-syntax-for-workflows",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let unreadable = context.repository.unreadable.iter();
    unreadable
        .map(|(file, why)| {
            let found = Found::new(file, format!("it cannot be read: {why}"));
            match why.line() {
                Some(line) => found.span(Span::line(line)),
                None => found,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let sample = Sample::new().workflow("jobs:\n  a: 1\n  a: 2\n");
        assert_eq!(sample.lines("unreadable-workflow"), [3]);
        let sample = Sample::new().workflow("- a\n");
        assert_eq!(sample.lines("unreadable-workflow"), [1]);
    }
}
