use crate::metadata::{CoreMetadata, is_web_address};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "project-url",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Project-URL, Home-page or Download-URL that is none, or whose label is too long",
    why: "PyPI refuses the file.",
    remedy: "Write a label of at most 32 characters, and an address that begins with `https://`.",
    source: "PyPI's upload code, `forklift/metadata.py`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

/// Characters of a label that PyPI takes.
const LABEL: usize = 32;

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let single = ["home-page", "download-url"].into_iter().filter_map(|key| {
        let url = metadata.one(key)?;
        (!is_web_address(url)).then(|| metadata.place(&format!("{key}: {url}")))
    });
    let labelled = metadata.all("project-url").filter_map(|value| {
        let why = problem(value)?;
        Some(metadata.place(&format!("Project-URL: {value}: {why}")))
    });
    Found::places("has addresses that PyPI refuses", single.chain(labelled))
}

fn problem(value: &str) -> Option<&'static str> {
    let (label, url) = value.split_once(',').unwrap_or((value, ""));
    let (label, url) = (label.trim(), url.trim());
    if label.is_empty() {
        Some("it has no label")
    } else if label.chars().count() > LABEL {
        Some("its label is longer than 32 characters")
    } else if url.is_empty() {
        Some("it has no address")
    } else {
        (!is_web_address(url)).then_some("it has no address of the web")
    }
}
