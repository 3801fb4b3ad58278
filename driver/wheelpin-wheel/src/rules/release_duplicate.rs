use std::collections::BTreeMap;

use crate::finding::Place;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-duplicate",
    area: Area::Release,
    severity: Severity::Error,
    finds: "two files of one name",
    why: "An index takes a name once: whichever file comes first stays, for good. Jobs that build \
          wheels of one name overwrite each other when their results are merged.",
    remedy: "Build each wheel once: one cell, one name. An abi3 wheel needs one build for all Pythons.",
    source: "PyPI refuses other bytes under a name that it has",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in &release.files {
        by_name.entry(&file.file_name).or_default().push(&file.path);
    }
    let twice = by_name.values().filter(|paths| paths.len() > 1);
    let places = twice.map(|paths| Place::detail(&paths.join(" and ")));
    Found::places("files stand in for each other", places).into_iter().collect()
}
