use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "description-content-type",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Description-Content-Type that is none of the three, or of another character set",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Write `text/markdown`, `text/x-rst` or `text/plain`; with maturin, name the file \
             README.md or README.rst.",
    source: "PyPA specifications, \"Core metadata\", Description-Content-Type; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let value = metadata.one("description-content-type")?;
    let why = problem(value)?;
    let place = metadata.place(&format!("Description-Content-Type: {value}"));
    Some(Found::new(format!("has a description whose content type {why}")).at([place]))
}

fn problem(value: &str) -> Option<String> {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(media.as_str(), "text/plain" | "text/x-rst" | "text/markdown") {
        return Some("is none that indexes render".into());
    }
    // A parameter of another form is left to others to judge.
    for (key, value) in parts.filter_map(|part| part.split_once('=')) {
        let value = value.trim().trim_matches('"');
        match key.trim().to_ascii_lowercase().as_str() {
            "charset" if !value.eq_ignore_ascii_case("utf-8") => {
                return Some("names another character set than UTF-8".into());
            }
            "variant" if media == "text/markdown" && !matches!(value, "GFM" | "CommonMark") => {
                return Some("names another variant of Markdown than GFM and CommonMark".into());
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_looked_at() {
        for value in [
            "text/markdown",
            "Text/X-RST; charset=UTF-8",
            "text/markdown; charset=\"utf-8\"; variant=GFM",
            "text/plain; variant=other",
            "text/plain;",
        ] {
            assert_eq!(problem(value), None, "{value}");
        }
        for value in
            ["text/html", "markdown", "text/x-rst; charset=utf8", "text/markdown; variant=gfm"]
        {
            assert!(problem(value).is_some(), "{value}");
        }
    }
}
