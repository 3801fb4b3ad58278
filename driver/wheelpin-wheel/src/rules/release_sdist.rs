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
    let wheels = release.files.iter().filter(|file| !file.is_sdist()).count();
    // One or two files are looked at by themselves; they are no release.
    if wheels < 3 || wheels < release.files.len() {
        return Vec::new();
    }
    vec![Found::new(format!("there are {wheels} wheels and no sdist"))]
}
