use std::collections::BTreeMap;

use crate::finding::Place;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-sdist",
    area: Area::Release,
    severity: Severity::Warning,
    finds: "several wheels without an sdist",
    why: "People on platforms that have no wheel cannot install the package, and distributions \
          that build from source have nothing to build from.",
    remedy: "Publish an sdist beside the wheels: `nix build .#dist` has both.",
    source: "Python packaging user guide, \"Source distribution format\"",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let mut projects: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in &release.files {
        let (wheels, sdists) = projects.entry(file.project_name()).or_default();
        if file.is_sdist() { *sdists += 1 } else { *wheels += 1 }
    }
    // One or two files are looked at by themselves; they are no release.
    let without = projects.iter().filter(|(_, (wheels, sdists))| *wheels > 2 && *sdists == 0);
    let places =
        without.map(|(name, (wheels, _))| Place::detail(&format!("{name}: {wheels} wheels")));
    Found::places("there are wheels and no sdist", places).into_iter().collect()
}
