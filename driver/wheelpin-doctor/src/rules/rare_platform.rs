use crate::coverage::coverage;
use crate::project::Project;
use crate::rule::Found;
use crate::words::list;
use crate::{Area, Rule, Severity};

/// Platforms that some use and that have no wheel.
///
/// <https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/>
pub(super) const RULE: Rule = Rule {
    id: "rare-platform",
    area: Area::Platforms,
    severity: Severity::Info,
    points: 2,
    most: 10,
    check,
};

/// Those that pip has tags for and Rust standard libraries for.
const RARE: [&str; 6] = [
    "windows-arm64",
    "windows-i686",
    "manylinux-armv7l",
    "manylinux-i686",
    "manylinux-ppc64le",
    "manylinux-s390x",
];

fn check(project: &Project) -> Option<Found> {
    let missing = coverage(project)?.missing(&RARE);
    if missing.is_empty() {
        return None;
    }
    let found = Found::new(
        format!("rarer platforms have no wheel: {}", list(&missing)),
        "if your users have such machines, name them in `targets` of [tool.wheelpin]",
    );
    Some(found.times(missing.len()))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn rare_platforms_count_little() {
        assert_eq!(Sample::new().workflow(RELEASE).find("rare-platform").unwrap().points, 10);
    }

    #[test]
    fn a_project_that_builds_them_is_right() {
        let steps: String = [
            "aarch64-pc-windows-msvc",
            "i686-pc-windows-msvc",
            "armv7-unknown-linux-gnueabihf",
            "i686-unknown-linux-gnu",
            "powerpc64le-unknown-linux-gnu",
            "s390x-unknown-linux-gnu",
        ]
        .iter()
        .map(|target| format!("      - run: maturin build --target {target}\n"))
        .collect();
        let sample = Sample::new()
            .workflow(format!("jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n{steps}"));
        assert_eq!(sample.find("rare-platform"), None);
    }
}
