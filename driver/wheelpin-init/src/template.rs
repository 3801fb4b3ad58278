use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use sha2::{Digest, Sha256};

use crate::Pins;

/// The first words of a file that is wheelpin's as a whole.
const MADE: &str = "Made by `wheelpin init`. `wheelpin init --check` tells of changes. Sum: ";

/// A template with values, which is of Jinja's language but for `<% %>` and `{= =}`: workflows
/// have braces of their own. `use("OWNER/NAME")` is an action at its commit.
pub(crate) fn render(text: &str, values: &Value, pins: &Pins) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("{=", "=}")
            .comment_delimiters("<#", "#>")
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let pins = pins.clone();
    environment.add_function("use", move |name: &str| {
        let unknown = || Error::new(ErrorKind::InvalidOperation, format!("{name} is not pinned"));
        pins.action(name).map(|action| action.to_string()).ok_or_else(unknown)
    });
    environment.render_str(text, values.clone())
}

/// A file with the line that says whose it is and what it was; `comment` begins and ends it.
pub(crate) fn signed(body: &str, comment: (&str, &str)) -> String {
    format!("{}{MADE}{}{}\n{body}", comment.0, sum(body), comment.1)
}

/// The sum that a file says it has, and what the sum is of.
pub(crate) fn sum_of(text: &str) -> Option<(&str, &str)> {
    let (first, body) = text.split_once('\n')?;
    let (_, rest) = first.split_once(MADE)?;
    Some((rest.split(' ').next()?, body))
}

/// 16 digits of the SHA-256 of a text.
pub(crate) fn sum(text: &str) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_of_the_rest_of_the_file() {
        let text = signed("a: 1\n", ("# ", ""));
        let (said, body) = sum_of(&text).unwrap();
        assert_eq!((said, body), (sum("a: 1\n").as_str(), "a: 1\n"));
        let text = signed("# A\n", ("<!-- ", " -->"));
        assert_eq!(sum_of(&text).unwrap().0, sum("# A\n"));
        assert!(sum_of("# A\n").is_none());
    }
}
