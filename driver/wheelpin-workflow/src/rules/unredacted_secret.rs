use crate::context::Context;
use crate::expression::{Expression, path};
use crate::finding::{Found, Severity};
use crate::rule::Rule;
use crate::rules::told_expressions::told;

pub(super) const RULE: Rule = Rule {
    id: "unredacted-secret",
    severity: Severity::Warning,
    finds: "a part taken out of a secret",
    why: "GitHub hides the whole text of a secret in logs, and knows nothing of what `fromJSON` takes out of it.",
    remedy: "keep each value as a secret of its own",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    told(context, "a part of a secret is shown in logs as it is", |expression| {
        match expression {
        Expression::Call(name, arguments) if name == "fromjson" => arguments.iter().any(|argument| {
            matches!(argument, Expression::Context(parts)
                if path(parts).is_some_and(|path| path == "secrets" || path.starts_with("secrets.")))
        }),
        _ => false,
    }
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn only_what_is_taken_out_is_shown() {
        let sample = Sample::new().steps(
            "- run: x\n  env:\n    A: ${{ fromJSON(secrets.X).y }}\n    B: ${{ secrets.X }}\n    C: ${{ fromJSON(inputs.x) }}\n",
        );
        assert_eq!(sample.lines("unredacted-secret"), [8]);
    }
}
