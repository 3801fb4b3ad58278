use crate::metadata::{CoreMetadata, email_problem};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "email-address",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "an Author-email or Maintainer-email that is no address",
    why: "PyPI refuses the file.",
    remedy: "Write `NAME <USER@DOMAIN>`, or only the name, in `authors` of pyproject.toml.",
    source: "PyPI's upload code, `forklift/metadata.py`; email-validator 2.3.0",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let places = ["author-email", "maintainer-email"].into_iter().filter_map(|key| {
        let why = email_problem(metadata.one(key)?)?;
        Some(metadata.place(&format!("{key}: {why}")))
    });
    Found::places("has an address for mail that is none", places)
}
