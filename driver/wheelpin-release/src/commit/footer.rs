use super::change::Footer;
use super::lines::join;

/// The lines after the header: a body and footers.
///
/// Footers begin at the first line that has their form and stands after a blank
/// line, and each goes on to the next line of that form. A line that says
/// BREAKING CHANGE begins them wherever it stands: people forget the blank line,
/// and a breaking change that is missed breaks those who trust the version.
///
/// Source: Conventional Commits 1.0, items 6 to 12 and 16.
pub(super) fn body_and_footers(lines: &[String]) -> (String, Vec<Footer>) {
    let mut after_blank = true;
    let mut start = lines.len();
    for (index, line) in lines.iter().enumerate() {
        if let Some((token, _)) = footer(line)
            && (after_blank || is_breaking(token))
        {
            start = index;
            break;
        }
        after_blank = line.is_empty();
    }
    let (body, rest) = lines.split_at(start);
    let mut footers: Vec<Footer> = Vec::new();
    for line in rest.iter().filter(|line| !is_rule(line)) {
        if let Some((token, value)) = footer(line) {
            footers.push(Footer { token: token.into(), value: value.into() });
        } else if let Some(footer) = footers.last_mut() {
            footer.value.push('\n');
            footer.value.push_str(line);
        }
    }
    for footer in &mut footers {
        footer.value = footer.value.trim().to_owned();
    }
    (join(body), footers)
}

/// Whether it is the line that GitHub draws below a squashed message, before co-authors.
fn is_rule(line: &str) -> bool {
    line == "---------"
}

/// Whether a footer of this token tells of a breaking change.
pub(super) fn is_breaking(token: &str) -> bool {
    matches!(token, "BREAKING CHANGE" | "BREAKING-CHANGE")
}

/// Token and value of a line of the form `Token: value` or `Token #value`.
fn footer(line: &str) -> Option<(&str, &str)> {
    for token in ["BREAKING CHANGE", "BREAKING-CHANGE"] {
        if let Some(value) = line.strip_prefix(token).and_then(|rest| rest.strip_prefix(':'))
            && (value.is_empty() || value.starts_with([' ', '\t']))
        {
            return Some((token, value.trim()));
        }
    }
    let is_word = |character: char| character.is_alphanumeric() || character == '-';
    let end = line.find(|character| !is_word(character))?;
    let (token, rest) = line.split_at_checked(end)?;
    if !token.starts_with(char::is_alphabetic) {
        return None;
    }
    let value = rest.strip_prefix(": ").or_else(|| rest.strip_prefix(" #"))?.trim();
    (!value.is_empty()).then_some((token, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::lines::lines;

    fn of(text: &str) -> (String, Vec<(String, String)>) {
        let (body, footers) = body_and_footers(&lines(text));
        (body, footers.into_iter().map(|footer| (footer.token, footer.value)).collect())
    }

    fn pair(token: &str, value: &str) -> (String, String) {
        (token.into(), value.into())
    }

    #[test]
    fn a_body_of_paragraphs_and_footers_of_both_forms() {
        let (body, footers) = of("\none\n\ntwo: x\n\nCloses #12\nReviewed-by: Z\n");
        assert_eq!(body, "one");
        assert_eq!(footers, [pair("two", "x"), pair("Closes", "12"), pair("Reviewed-by", "Z")]);
    }

    #[test]
    fn the_value_of_a_footer_goes_on_to_the_next() {
        let (_, footers) = of("\nBREAKING CHANGE: a is gone\n\nUse b.\n\nRefs #1");
        assert_eq!(footers, [pair("BREAKING CHANGE", "a is gone\n\nUse b."), pair("Refs", "1")]);
    }

    #[test]
    fn a_line_before_co_authors_belongs_to_no_footer() {
        let (_, footers) = of("\nBREAKING CHANGE: a\n\n---------\n\nCo-authored-by: Z");
        assert_eq!(footers, [pair("BREAKING CHANGE", "a"), pair("Co-authored-by", "Z")]);
    }

    #[test]
    fn a_breaking_change_needs_no_blank_line_but_capitals() {
        let (body, footers) = of("\ntext\nBREAKING-CHANGE:\n a\nbreaking change: no");
        assert_eq!(
            (body.as_str(), footers),
            ("text", vec![pair("BREAKING-CHANGE", "a\nbreaking change: no")])
        );
        assert_eq!(of("\nsays BREAKING CHANGE: no").1, []);
        assert_eq!(of("\nBREAKING CHANGES: none").1, []);
    }

    #[test]
    fn addresses_and_times_are_no_footers() {
        for text in
            ["\nhttps://a.example", "\n12: 30", "\na:b", "\n#12", "\na b: c", "\ntext\nnote: a"]
        {
            assert_eq!(of(text).1, [], "{text:?}");
        }
    }
}
