use std::collections::BTreeSet;

use crate::Place;
use crate::platform::{Os, Platform};
use crate::project::Project;
use crate::wheel_build::wheel_builds;

/// What there are wheels for, as far as the workflows tell.
pub(crate) struct Coverage {
    pub(crate) platforms: BTreeSet<Platform>,
    /// Whether wheels for free-threaded Pythons are among them.
    pub(crate) free_threaded: bool,
    pub(crate) places: Vec<Place>,
}

/// What the workflows build; none if they build nothing, or if what they build
/// cannot be told from them.
pub(crate) fn coverage(project: &Project) -> Option<Coverage> {
    let mut coverage =
        Coverage { platforms: BTreeSet::new(), free_threaded: false, places: Vec::new() };
    for workflow in &project.workflows {
        for build in wheel_builds(project, workflow) {
            coverage.places.push(build.step.place());
            coverage.free_threaded |= build.free_threaded;
            let platform = build.platform?;
            if platform.arch == "universal2" {
                coverage.platforms.insert(Platform::new(Os::Macos, "x86_64"));
                coverage.platforms.insert(Platform::new(Os::Macos, "arm64"));
            }
            coverage.platforms.insert(platform);
        }
    }
    (!coverage.platforms.is_empty()).then_some(coverage)
}

impl Coverage {
    /// Those of these platforms that have no wheel.
    pub(crate) fn missing(&self, names: &[&'static str]) -> Vec<&'static str> {
        let has = |name: &str| self.platforms.iter().any(|platform| platform.to_string() == name);
        names.iter().copied().filter(|name| !has(name)).collect()
    }
}
