//! Text within Markdown (GitHub Flavored Markdown 0.29), whatever is in it.

/// Text that stays what it is: on one line, within a field of a table too.
///
/// GitHub Flavored Markdown 0.29, §6.1: a backslash before any punctuation of ASCII takes its
/// meaning. What GitHub makes links of without any (§6.9, and names after `@`) gets a character
/// without width in between.
#[must_use]
pub fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;\u{200b}"),
            '.' if previous == 'w' || previous == 'W' => escaped.push_str("\u{200b}."),
            // Of an address; a colon of a sentence stays as it is.
            ':' if rest.peek() == Some(&'/') || is_scheme(&escaped) => {
                escaped.push_str(":\u{200b}");
            }
            ':' => escaped.push(':'),
            '-' | ',' | '.' | '\'' | '/' | '%' | ';' | '(' | ')' | '=' | '"' | '?' | '$' | '{'
            | '}' | '^' => escaped.push(character),
            other if other.is_ascii_punctuation() => {
                escaped.push('\\');
                escaped.push(other);
            }
            other => escaped.push(other),
        }
        previous = character;
    }
    escaped
}

/// Whether a text ends with a scheme that needs no `//` (the extended autolinks of §6.9).
fn is_scheme(text: &str) -> bool {
    let word = text.rsplit(|it: char| !it.is_ascii_alphabetic()).next().unwrap_or_default();
    word.eq_ignore_ascii_case("mailto") || word.eq_ignore_ascii_case("xmpp")
}

/// Text as code, on one line: between more backticks than it has in a row (§6.3).
#[must_use]
pub fn code(text: &str) -> String {
    let line: String = text.replace(['\n', '\r'], " ");
    let ticks = "`".repeat(longest(&line) + 1);
    let space = if line.starts_with('`') || line.ends_with('`') || line.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{ticks}{space}{line}{space}{ticks}")
}

/// The same within a table, where a field ends at `|` even so, but for a backslash before it (§4.10).
#[must_use]
pub fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Text as a block of code (§4.5).
pub(crate) fn fenced(text: &str) -> String {
    let ticks = "`".repeat(longest(text).max(2) + 1);
    format!("{ticks}text\n{}\n{ticks}", text.trim_end_matches('\n'))
}

fn longest(text: &str) -> usize {
    text.split(|it| it != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(text("a|b\n# c"), "a\\|b \\# c");
        assert_eq!(text("<script>x</script>"), "&lt;script&gt;x&lt;/script&gt;");
        assert_eq!(text("[a](javascript:x)"), "\\[a\\](javascript:x)");
        assert_eq!(text("see: http://a"), "see: http:\u{200b}//a");
        assert_eq!(text("(MailTo:a"), "(MailTo:\u{200b}a");
        assert_eq!(text("![a](//x)"), "\\!\\[a\\](//x)");
        assert_eq!(text("*a* `b` ~c~ \\"), "\\*a\\* \\`b\\` \\~c\\~ \\\\");
        assert_eq!(text("@everyone"), "&#64;\u{200b}everyone");
    }

    #[test]
    fn code_ends_where_it_ends() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b|c\nd"), "```a``b|c d```");
        assert_eq!(cell("a|b"), "`a\\|b`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(fenced("a\n```\nb\n"), "````text\na\n```\nb\n````");
    }
}
