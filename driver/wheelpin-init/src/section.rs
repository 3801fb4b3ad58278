//! A part of somebody's own Markdown that is wheelpin's, between two comments.

/// The text with a section put in: in place of the one of that name, or of what is `before` it:
/// behind the first heading where `is_top`, else at the end.
pub(crate) fn with_section(text: &str, name: &str, section: &str, is_top: bool) -> String {
    let (begin, end) = (format!("<!-- wheelpin: {name} -->"), "<!-- wheelpin: end -->");
    let whole = format!("{begin}\n{}\n{end}\n", section.trim_end());
    if let Some(start) = text.find(&begin)
        && let Some(length) = text.get(start..).and_then(|rest| rest.find(end))
    {
        let (before, rest) = text.split_at(start);
        let after = rest.get(length + end.len()..).unwrap_or_default();
        let after = after.strip_prefix('\n').unwrap_or(after);
        return format!("{before}{whole}{after}");
    }
    if is_top {
        let mut seen = String::new();
        let mut is_code = false;
        let mut lines = text.split_inclusive('\n');
        for line in lines.by_ref() {
            seen.push_str(line);
            is_code ^= line.starts_with("```") || line.starts_with("~~~");
            if line.starts_with("# ") && !is_code {
                let rest: String = lines.collect();
                let gap = if seen.ends_with('\n') { "\n" } else { "\n\n" };
                return format!("{seen}{gap}{whole}{rest}");
            }
        }
        return format!("{whole}\n{text}");
    }
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    format!("{text}{gap}{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_put_in_once_and_replaced_then() {
        let text = "# Sample\n\nIt is one.\n";
        let once = with_section(text, "badges", "[a]\n", true);
        assert_eq!(
            once,
            "# Sample\n\n<!-- wheelpin: badges -->\n[a]\n<!-- wheelpin: end -->\n\nIt is one.\n"
        );
        assert_eq!(with_section(&once, "badges", "[a]\n", true), once);
        let twice = with_section(&once, "badges", "[b]", true);
        assert_eq!(twice, once.replace("[a]", "[b]"));
    }

    #[test]
    fn a_comment_in_code_is_no_heading() {
        let text = "```sh\n# make it\n```\n";
        assert!(with_section(text, "badges", "[a]", true).starts_with("<!-- wheelpin: badges"));
    }

    #[test]
    fn without_a_heading_it_comes_first_and_tables_come_last() {
        let text = "Sample\n";
        assert!(with_section(text, "badges", "[a]", true).starts_with("<!-- wheelpin: badges"));
        let last = with_section(text, "platforms", "| a |", false);
        assert_eq!(last, "Sample\n\n<!-- wheelpin: platforms -->\n| a |\n<!-- wheelpin: end -->\n");
        assert_eq!(with_section(&last, "platforms", "| a |", false), last);
    }
}
