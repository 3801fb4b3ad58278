use std::collections::BTreeMap;

use pep440_rs::Version;

use crate::finding::Place;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-version",
    area: Area::Release,
    severity: Severity::Error,
    finds: "files of more than one version of a project",
    why: "Files of an older build that lie in the same directory would be published with the new \
          ones, or in their place.",
    remedy: "Delete what is not of this release, or name the files of one release only.",
    source: "PEP 440, equal versions; PEP 503, normalised names",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    // What is no version is equal to itself alone.
    let mut projects: BTreeMap<String, BTreeMap<Result<Version, &str>, usize>> = BTreeMap::new();
    for file in &release.files {
        let Some((_, version)) = &file.project else { continue };
        let version = version.parse().map_err(|_| version.as_str());
        *projects.entry(file.project_name()).or_default().entry(version).or_default() += 1;
    }
    let several = projects.iter().filter(|(_, versions)| versions.len() > 1);
    let places = several.flat_map(|(name, versions)| {
        versions.iter().map(move |(version, files)| {
            let version = version.as_ref().map_or_else(|text| (*text).into(), Version::to_string);
            let plural = if *files == 1 { "" } else { "s" };
            Place::detail(&format!("{name} {version}: {files} file{plural}"))
        })
    });
    Found::places("the files are of several versions", places).into_iter().collect()
}
