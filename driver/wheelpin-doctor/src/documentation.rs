/// What rules say of themselves: the end of docs/doctor.md, which a test holds equal.
const RULES: &str = include_str!("rules.txt");

/// What a rule finds, why that matters, and what to do, as Markdown without its heading.
#[must_use]
pub fn documentation(id: &str) -> Option<&'static str> {
    let heading = format!("\n### {id}\n");
    let start = RULES.find(&heading)? + heading.len();
    let rest = RULES.get(start..)?;
    let end = rest.find("\n##").unwrap_or(rest.len());
    rest.get(..end).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_documentation() {
        for rule in &crate::RULES {
            let text = documentation(rule.id).unwrap_or_else(|| panic!("{}", rule.id));
            assert!(text.contains("Remedy:") && text.contains("source"), "{}", rule.id);
        }
        assert_eq!(documentation("no-such-rule"), None);
    }

    #[test]
    fn the_page_is_the_same() {
        let page = include_str!("../../../docs/doctor.md");
        assert!(page.ends_with(RULES), "docs/doctor.md and src/rules.txt differ");
    }
}
