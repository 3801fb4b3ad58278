use crate::finding::Place;
use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
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
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let paths = wheel.members.iter().map(|member| member.path.as_str());
    missing(wheel.documents.metadata.as_ref()?, paths)
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    missing(sdist.pkg_info.as_ref()?, sdist.members.iter().map(|member| member.path.as_str()))
}

fn missing<'a>(metadata: &CoreMetadata, mut paths: impl Iterator<Item = &'a str>) -> Option<Found> {
    let is_named = metadata.all("license-file").next().is_some();
    let place = Place::member(&metadata.path);
    (!is_named && !paths.any(is_licence)).then(|| Found::new("holds no licence").at([place]))
}

/// Whether a file is a licence by its name, as build tools find them.
fn is_licence(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    ["licence", "license", "copying", "unlicense"].iter().any(|start| name.starts_with(start))
        || parts.any(|directory| directory == "licenses" || directory == "LICENSES")
}
