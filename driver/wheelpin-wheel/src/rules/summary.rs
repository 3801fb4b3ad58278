use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "summary",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Summary of several lines, or of more than 512 characters",
    why: "PyPI refuses the file.",
    remedy: "Write one short line in `description` of `[project]` in pyproject.toml.",
    source: "PyPI's upload code, `forklift/metadata.py`; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

/// Characters that PyPI takes.
const LONGEST: usize = 512;

/// What ends a line to packaging.
const LINE_ENDS: &[char] =
    &['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let summary = metadata.one("summary")?;
    let length = summary.chars().count();
    let message = if summary.contains(LINE_ENDS) {
        "has a summary of several lines".into()
    } else if length > LONGEST {
        format!("has a summary of {length} characters, where PyPI takes {LONGEST}")
    } else {
        return None;
    };
    Some(Found::new(message).at([metadata.place(&format!("Summary: {summary}"))]))
}
