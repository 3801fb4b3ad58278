use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-missing",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "no licence file at all",
    why: "Most licences ask that their text comes with every copy.",
    remedy: "Name the file in `license-files` of `[project]` in pyproject.toml.",
    source: "PEP 639",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let metadata = wheel.documents.metadata.as_ref()?;
    let has_file = wheel.members.iter().any(|member| is_licence(&member.path));
    let is_named = metadata.all("license-file").next().is_some();
    let message = "holds no licence";
    (!has_file && !is_named).then(|| Found::new(message).at([Place::member(&metadata.path)]))
}

/// Whether a file is a licence by its name, as build tools find them.
fn is_licence(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    ["licence", "license", "copying", "unlicense"].iter().any(|start| name.starts_with(start))
        || parts.any(|directory| directory == "licenses" || directory == "LICENSES")
}
