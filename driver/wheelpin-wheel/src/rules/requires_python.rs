use crate::metadata::{CoreMetadata, python_versions};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "requires-python",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Requires-Python that cannot be read",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Write `requires-python = \">=3.10\"` in `[project]` of pyproject.toml.",
    source: "PyPA specifications, \"Version specifiers\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let required = metadata.one("requires-python")?;
    let why = python_versions(required).err()?;
    let place = metadata.place(&format!("Requires-Python: {required}"));
    Some(Found::new(format!("asks for Pythons that cannot be read: {why}")).at([place]))
}
