use std::str::FromStr;

use pep440_rs::Version;

use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "version-normalised",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "a Version that is not in its normal form: `1.0-beta` for `1.0b0`",
    why: "People and tools that compare text take it for another version.",
    remedy: "Write the version in its normal form.",
    source: "PyPA specifications, \"Version specifiers\", \"Normalization\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let written = metadata.one("version")?;
    let normal = Version::from_str(written).ok()?.to_string();
    (normal != written).then(|| {
        Found::new(format!("has the version {written}, which is written {normal}"))
            .at([metadata.place(&format!("Version: {written}"))])
    })
}
