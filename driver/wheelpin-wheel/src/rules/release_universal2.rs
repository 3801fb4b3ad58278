use std::collections::BTreeMap;

use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-universal2",
    area: Area::Release,
    severity: Severity::Warning,
    finds: "a universal2 wheel beside wheels for one of its architectures",
    why: "An installer takes the first tag of its list that there is a wheel for, which depends on \
          its version of macOS: people with equal machines get different files.",
    remedy: "Ship either one universal2 wheel, or one wheel for each architecture.",
    source: "PyPA specifications, \"Platform compatibility tags\", macOS; order of packaging.tags",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let mut by_abi: BTreeMap<String, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for file in &release.files {
        let Some(name) = &file.wheel_name else { continue };
        let archs: Vec<String> = name
            .platform_tags()
            .filter_map(|tag| match tag {
                PlatformTag::Macos { arch, .. } => Some(arch),
                _ => None,
            })
            .collect();
        let of = [file.project_name(), name.pythons.join("."), name.abis.join(".")].join("-");
        let (universal, thin) = by_abi.entry(of).or_default();
        if archs.iter().any(|arch| arch == "universal2") {
            universal.push(&file.file_name);
        } else if !archs.is_empty() {
            thin.push(&file.file_name);
        }
    }
    let both =
        by_abi.values().filter(|(universal, thin)| !universal.is_empty() && !thin.is_empty());
    let places = both.flat_map(|(universal, thin)| universal.iter().chain(thin));
    let places = places.map(|file| Place::detail(file));
    Found::places("macOS wheels cover each other", places).into_iter().collect()
}
