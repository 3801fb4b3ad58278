use crate::context::Context;
use crate::expression::{Expression, Part, path};
use crate::finding::{Found, Severity};
use crate::rule::Rule;
use crate::rules::told_expressions::told;

pub(super) const RULE: Rule = Rule {
    id: "all-secrets",
    severity: Severity::Warning,
    finds: "an expression that takes every secret",
    why: "`toJSON(secrets)`, or a secret whose name is known only when it runs, hands all of the \
          repository's secrets to the runner.",
    remedy: "name each secret that is needed: `secrets.NAME`",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    told(context, "every secret is handed to the runner", |expression| {
        match expression {
        Expression::Call(name, arguments) if name == "tojson" => arguments.iter().any(|argument| {
            matches!(argument, Expression::Context(parts) if path(parts).as_deref() == Some("secrets"))
        }),
        Expression::Context(parts) => match parts.as_slice() {
            [Part::Name(name), Part::Index(index)] => {
                name == "secrets" && !matches!(index, Expression::Literal(_))
            }
            _ => false,
        },
        _ => false,
    }
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn only_all_of_them_are_too_many() {
        let sample = Sample::new().steps(
            "- run: x\n  env:\n    A: ${{ toJSON(secrets) }}\n    B: ${{ secrets[matrix.x] }}\n    C: ${{ secrets.X }}\n    D: ${{ secrets['X'] }}\n    E: ${{ toJSON(secrets.X) }}\n",
        );
        assert_eq!(sample.lines("all-secrets"), [8, 9]);
    }
}
