use crate::metadata::{CoreMetadata, FIELDS, VERSIONS};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-field-version",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "fields that are newer than the Metadata-Version",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Raise the Metadata-Version: update the tool that builds the package.",
    source: "PyPA specifications, \"Core metadata\"; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let own = metadata.one("metadata-version").filter(|own| VERSIONS.contains(own))?;
    // Setuptools wrote License-File long before the version that has it; uploaders leave it
    // out then.
    let newer = FIELDS.iter().filter(|field| {
        field.name != "License-File"
            && !metadata.is_at_least(field.added)
            && metadata.all(&field.name.to_ascii_lowercase()).next().is_some()
    });
    let places = newer.map(|field| {
        let name = field.name;
        metadata.place(&format!("{name} came with {}, this is {own}", field.added))
    });
    Found::places("has fields that are newer than its Metadata-Version", places)
}
