/// Wraps text to a width, with an indent before its first line and another before
/// the others. Words longer than a line stay whole.
pub(crate) fn wrap(text: &str, width: Option<usize>, first: &str, others: &str) -> String {
    let mut wrapped = first.to_owned();
    let mut column = first.chars().count();
    let mut at_start = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !at_start {
            if width.is_some_and(|width| column + 1 + length > width) {
                wrapped.push('\n');
                wrapped.push_str(others);
                column = others.chars().count();
            } else {
                wrapped.push(' ');
                column += 1;
            }
        }
        wrapped.push_str(word);
        column += length;
        at_start = false;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_longer_than_the_width() {
        assert_eq!(wrap("aa bb cc", Some(7), "- ", "  "), "- aa bb\n  cc");
        assert_eq!(wrap("aaaaaaaaaa b", Some(4), "", " "), "aaaaaaaaaa\n b");
    }

    #[test]
    fn without_a_width_a_line_stays_one() {
        assert_eq!(wrap("aa  bb\ncc", None, "- ", "  "), "- aa bb cc");
    }
}
