use std::collections::BTreeMap;

use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::wheel_name::WheelName;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-overlap",
    area: Area::Release,
    severity: Severity::Warning,
    finds: "wheels of different names for the same tag",
    why: "Which of them an installer takes is not defined: people with equal machines get different \
          files.",
    remedy: "Give each tag to one wheel.",
    source: "PyPA specifications, \"Platform compatibility tags\", compressed tag sets",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let mut by_tag: BTreeMap<(String, String, Option<&str>), Vec<&str>> = BTreeMap::new();
    for file in &release.files {
        let Some(name) = &file.wheel_name else { continue };
        // release-universal2 tells of those.
        if is_universal(name) {
            continue;
        }
        for tag in name.expanded() {
            let of = format!("{}-{}", file.project_name(), name.version);
            let files = by_tag.entry((of, tag, name.build.as_deref())).or_default();
            if !files.contains(&file.file_name.as_str()) {
                files.push(&file.file_name);
            }
        }
    }
    let mut together: Vec<&Vec<&str>> = by_tag.values().filter(|files| files.len() > 1).collect();
    together.sort();
    together.dedup();
    let places = together.iter().map(|files| Place::detail(&files.join(" and ")));
    Found::places("wheels are for the same tag", places).into_iter().collect()
}

fn is_universal(name: &WheelName) -> bool {
    name.platform_tags()
        .any(|tag| matches!(tag, PlatformTag::Macos { arch, .. } if arch == "universal2"))
}
