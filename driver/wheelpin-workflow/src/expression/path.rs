use crate::expression::{Expression, Part};

/// A context as `github.event.commits.*.message`, in lower case; none where something in it is
/// known only when it runs.
#[must_use]
pub fn path(parts: &[Part]) -> Option<String> {
    let names: Option<Vec<&str>> = parts
        .iter()
        .map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Star => Some("*"),
            Part::Index(Expression::Literal(text)) if text.bytes().all(|b| b.is_ascii_digit()) => {
                Some("*")
            }
            Part::Index(Expression::Literal(text)) => Some(text.as_str()),
            Part::Index(_) | Part::Head(_) => None,
        })
        .collect();
    Some(names?.join(".").to_ascii_lowercase())
}

/// The contexts whose text can be the result, or part of it. A comparison gives true or false,
/// `a && b` never more than `b`, and of functions those that put texts together.
#[must_use]
pub fn flowing(expression: &Expression) -> Vec<&[Part]> {
    match expression {
        Expression::Context(parts) => vec![parts],
        Expression::Call(name, arguments)
            if matches!(name.as_str(), "tojson" | "format" | "join") =>
        {
            arguments.iter().flat_map(flowing).collect()
        }
        Expression::And(_, right) => flowing(right),
        Expression::Or(left, right) => [flowing(left), flowing(right)].concat(),
        Expression::Call(..)
        | Expression::Literal(_)
        | Expression::Not(_)
        | Expression::Compare(..) => Vec::new(),
    }
}

/// Every expression in an expression, itself first.
pub fn walk<'a>(expression: &'a Expression, see: &mut dyn FnMut(&'a Expression)) {
    see(expression);
    match expression {
        Expression::Literal(_) => {}
        Expression::Context(parts) => {
            for part in parts {
                if let Part::Index(inner) | Part::Head(inner) = part {
                    walk(inner, see);
                }
            }
        }
        Expression::Call(_, arguments) => arguments.iter().for_each(|inner| walk(inner, see)),
        Expression::Not(inner) => walk(inner, see),
        Expression::And(left, right)
        | Expression::Or(left, right)
        | Expression::Compare(_, left, right) => {
            walk(left, see);
            walk(right, see);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::parse;

    fn paths(text: &str) -> Vec<Option<String>> {
        flowing(&parse(text).unwrap()).into_iter().map(path).collect()
    }

    #[test]
    fn only_what_can_be_the_result_flows() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            paths("a.b == c && d['E'] || format('{0}', f[0].g)"),
            [some("d.e"), some("f.*.g")]
        );
        assert_eq!(paths("contains(a, b)"), []);
        assert_eq!(paths("fromJSON(a).b"), [None]);
        assert_eq!(paths("a[b]"), [None]);
    }
}
