use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-and-expression",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "License beside License-Expression",
    why: "PyPI refuses the file: only one of them may say what the licence is.",
    remedy: "Keep `license = \"EXPRESSION\"` in `[project]` of pyproject.toml, without a table.",
    source: "PEP 639, \"Deprecate license field\"; PyPI's upload code, `forklift/metadata.py`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let license = metadata.one("license")?;
    metadata.one("license-expression")?;
    let place = metadata.place(&format!("License: {license}"));
    Some(Found::new("has both License and License-Expression").at([place]))
}
