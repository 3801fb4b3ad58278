use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-file-path",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a License-File that is no plain path",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Write paths from the top of the project, with `/`, without `..` or `*`.",
    source: "PEP 639; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    if !metadata.is_at_least("2.4") {
        return None;
    }
    let wrong = metadata.all("license-file").filter(|path| !is_plain(path));
    let places = wrong.map(|path| metadata.place(&format!("License-File: {path}")));
    Found::places("has licence files whose paths may not be so", places)
}

pub(super) fn is_plain(path: &str) -> bool {
    let has_drive = path.get(1..2) == Some(":");
    !path.contains("..") && !path.contains(['*', '\\']) && !path.starts_with('/') && !has_drive
}
