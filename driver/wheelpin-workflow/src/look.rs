use crate::context::Context;
use crate::finding::Finding;
use crate::rule::Rule;
use crate::rules::RULES;

/// What all rules find, by file and place.
#[must_use]
pub fn look(context: &Context<'_>) -> Vec<Finding> {
    look_for(context, RULES.iter())
}

/// What some rules find, by file and place.
#[must_use]
pub fn look_for<'r>(
    context: &Context<'_>,
    rules: impl IntoIterator<Item = &'r Rule>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        rules.into_iter().flat_map(|rule| rule.findings(context)).collect();
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| {
            let span = finding.span.as_ref();
            (span.map(|span| span.line), span.map(|span| span.bytes.start), finding.severity)
        };
        one.file.cmp(&other.file).then_with(|| key(one).cmp(&key(other)))
    });
    findings
}
