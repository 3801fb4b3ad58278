/// Why a licence expression is none, by the rules of PEP 639: SPDX's, of which names need not
/// have the right case, with `LicenseRef-` and anything behind. So packaging 26.3 reads it;
/// names come from SPDX's list in the crate `spdx`.
pub(crate) fn license_problem(expression: &str) -> Option<String> {
    if expression.len() > LONGEST {
        return Some(format!("it is longer than {LONGEST} bytes"));
    }
    let padded = expression.replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<String> = padded.split_whitespace().map(str::to_ascii_lowercase).collect();
    if tokens.is_empty() {
        return Some("it is empty".into());
    }
    let mut open = 0_usize;
    // What the next token has to be.
    let mut next = Next::Operand;
    for token in &tokens {
        next = match (next, token.as_str()) {
            (Next::Operand, "(") => {
                open += 1;
                Next::Operand
            }
            (Next::Operand | Next::Exception, "and" | "or" | "with" | "(" | ")") => {
                return Some(format!("{token:?} stands where a licence has to"));
            }
            (Next::Operand, name) => {
                if let Some(problem) = name_problem(name) {
                    return Some(problem);
                }
                Next::OperatorOrWith
            }
            (Next::Exception, name) => {
                let is_known = spdx::identifiers::EXCEPTIONS
                    .iter()
                    .any(|known| known.name.eq_ignore_ascii_case(name));
                if !is_known {
                    return Some(format!("{name:?} is no exception of SPDX's list"));
                }
                Next::Operator
            }
            (Next::OperatorOrWith, "with") => Next::Exception,
            (Next::Operator | Next::OperatorOrWith, "and" | "or") => Next::Operand,
            (Next::Operator | Next::OperatorOrWith, ")") if open > 0 => {
                open -= 1;
                Next::Operator
            }
            (Next::Operator | Next::OperatorOrWith, other) => {
                return Some(format!("{other:?} stands where AND or OR has to"));
            }
        };
    }
    if matches!(next, Next::Operand | Next::Exception) {
        return Some("it ends where a licence has to follow".into());
    }
    (open > 0).then(|| "a parenthesis is not closed".into())
}

/// Bytes of an expression that is read: each word is held against all of SPDX's.
const LONGEST: usize = 16 << 10;

#[derive(Clone, Copy)]
enum Next {
    Operand,
    Exception,
    Operator,
    OperatorOrWith,
}

/// `name` is in lower case.
fn name_problem(name: &str) -> Option<String> {
    if let Some(reference) = name.strip_prefix("licenseref-") {
        let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '-');
        let is_sound = !reference.is_empty() && reference.chars().all(is_plain);
        return (!is_sound)
            .then(|| format!("{name:?} is no LicenseRef- of letters, digits, . and -"));
    }
    let name = name.strip_suffix('+').unwrap_or(name);
    let is_known =
        spdx::identifiers::LICENSES.iter().any(|known| known.name.eq_ignore_ascii_case(name));
    (!is_known).then(|| format!("{name:?} is no licence of SPDX's list"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_packaging_takes_are_right() {
        for expression in [
            "MIT",
            "mit and (apache-2.0 or bsd-2-clause)",
            "GPL-3.0",
            "GPL-2.0+",
            "Apache-2.0 WITH LLVM-exception OR MIT",
            "LicenseRef-Proprietary",
            "(MIT)",
            "MIT AND (Apache-2.0) AND ISC",
        ] {
            assert_eq!(license_problem(expression), None, "{expression}");
        }
    }

    #[test]
    fn others_are_not() {
        for expression in [
            "",
            "MIT OR",
            "MIT Apache-2.0",
            "(MIT",
            "MIT)",
            "()",
            "MIT (Apache-2.0)",
            "Apache 2.0",
            "BSD",
            "MIT WITH WITH",
            "(MIT) WITH LLVM-exception",
            "MIT WITH Apache-2.0",
            "LicenseRef-",
            "LicenseRef-a_b",
            "MIT/Apache-2.0",
        ] {
            assert!(license_problem(expression).is_some(), "{expression}");
        }
    }
}
