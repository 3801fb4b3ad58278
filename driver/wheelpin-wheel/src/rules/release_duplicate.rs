use std::collections::BTreeMap;

use crate::finding::Place;
use crate::release::{Release, ReleaseFile};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-duplicate",
    area: Area::Release,
    severity: Severity::Error,
    finds: "two files of one name, or two wheels for the same tag",
    why: "An index takes a name once: whichever file comes first stays, for good. Jobs that build \
          wheels of one name overwrite each other when their results are merged.",
    remedy: "Build each wheel once: one cell, one name. An abi3 wheel needs one build for all Pythons.",
    source: "PyPI refuses other bytes under a name that it has; PEP 427, \"File name convention\"",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let mut by_tag: BTreeMap<(String, Option<&str>), Vec<&ReleaseFile>> = BTreeMap::new();
    for file in &release.files {
        let Some(name) = &file.wheel_name else {
            by_tag.entry((file.file_name.clone(), None)).or_default().push(file);
            continue;
        };
        for tag in name.expanded() {
            let of = format!("{}-{}-{tag}", name.name, name.version);
            by_tag.entry((of, name.build.as_deref())).or_default().push(file);
        }
    }
    let twice = by_tag.values().filter(|files| files.len() > 1);
    let mut together: Vec<Vec<&str>> =
        twice.map(|files| files.iter().map(|file| file.path.as_str()).collect()).collect();
    together.sort();
    together.dedup();
    let places = together.iter().map(|files| Place::detail(&files.join(" and ")));
    Found::places("files stand in for each other", places).into_iter().collect()
}
