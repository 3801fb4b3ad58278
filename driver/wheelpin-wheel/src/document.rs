use crate::{Area, Error, RULES, Rule};

/// The rule of an id.
///
/// # Errors
///
/// [`Error::UnknownRule`].
pub fn find_rule(id: &str) -> Result<&'static Rule, Error> {
    RULES
        .iter()
        .find(|rule| rule.id == id)
        .copied()
        .ok_or_else(|| Error::UnknownRule { id: id.into(), nearest: nearest(id) })
}

/// The page of all rules, in Markdown, each below its id as heading.
#[must_use]
pub fn rules_page() -> String {
    let mut page = "# Rules of `wheelpin check`\n\nMade from the rules themselves by \
                    `ci/renew-docs`. How to use them: [check.md](check.md).\n"
        .to_owned();
    for area in Area::ALL {
        page.push_str(&format!("\n## {}\n", area.title()));
        for rule in RULES.iter().filter(|rule| rule.area == area) {
            let severity = format!("{:?}", rule.severity).to_lowercase();
            page.push_str(&format!(
                "\n### {}\n\n*{severity}* · {}.\n\n{}\n\n**What to do:** {}\n\nSource: {}.\n",
                rule.id,
                capital(rule.finds),
                rule.why,
                rule.remedy,
                rule.source.trim_end_matches('.'),
            ));
        }
    }
    page
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

/// The rule whose id shares the most words with `id`.
fn nearest(id: &str) -> Option<String> {
    let shared =
        |rule: &str| id.split('-').filter(|word| rule.split('-').any(|of| of == *word)).count();
    let best = RULES.iter().max_by_key(|rule| shared(rule.id))?;
    (shared(best.id) > 0).then(|| best.id.into())
}
