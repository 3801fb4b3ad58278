use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "description-missing",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a package without a description, or with one whose content type is not told",
    why: "The page of the package is empty; a description without a content type is taken for \
          reStructuredText, and refused where it is none.",
    remedy: "Write `readme = \"README.md\"` in `[project]` of pyproject.toml.",
    source: "twine 7.0.0, `twine check`",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let place = metadata.place("Description-Content-Type");
    if metadata.description().is_none() {
        return Some(Found::new("has no description").at([place]));
    }
    let has_type = metadata.all("description-content-type").next().is_some();
    (!has_type).then(|| Found::new("does not say what its description is written in").at([place]))
}
