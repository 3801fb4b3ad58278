use crate::rules::RULES;

/// The page of all rules of workflows, in Markdown, each below its id as heading.
#[must_use]
pub fn rules_page() -> String {
    let mut page = "# Rules of workflows\n\nMade from the rules themselves by `ci/renew-docs`; \
                    `wheelpin pins check` looks for them, and `wheelpin explain RULE` shows one.\n"
        .to_owned();
    for rule in RULES {
        let severity = format!("{:?}", rule.severity).to_lowercase();
        page.push_str(&format!(
            "\n## {}\n\n*{severity}* · {}.\n\n{}\n\n**What to do:** {}.\n\nSource: <{}>.\n",
            rule.id,
            capital(rule.finds),
            rule.why,
            capital(rule.remedy).trim_end_matches('.'),
            rule.source,
        ));
    }
    page
}

/// With its first character as a capital.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_docs_is_of_these_rules() {
        let page = include_str!("../../../docs/workflow-rules.md");
        assert!(page == rules_page(), "docs/workflow-rules.md is old: type ci/renew-docs");
    }
}
