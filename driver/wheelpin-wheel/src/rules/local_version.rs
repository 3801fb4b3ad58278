use std::str::FromStr;

use pep440_rs::Version;

use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "local-version",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a version with a local part: `1.0+linux`",
    why: "PyPI refuses the file: local versions are for builds that are not published.",
    remedy: "Take off what follows the `+`.",
    source: "PyPA specifications, \"Version specifiers\", \"Local version identifiers\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let version = metadata.one("version")?;
    let is_local = Version::from_str(version).ok()?.is_local();
    let place = metadata.place(&format!("Version: {version}"));
    is_local.then(|| Found::new("has a local version").at([place]))
}
