use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// A build requirement without an upper bound: an sdist of today is built with the
/// maturin of some other year.
///
/// <https://www.maturin.rs/tutorial.html>
pub(super) const RULE: Rule = Rule {
    id: "open-build-requires",
    area: Area::Build,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let requires = project.pyproject.at(["build-system", "requires"])?;
    let node = requires.elements().iter().find(|node| node.text().is_some_and(is_open))?;
    let found = Found::new(
        "[build-system] takes any maturin, also one that does not exist yet",
        "bound it: `requires = [\"maturin>=1.10,<2\"]`",
    );
    Some(found.at([project.pyproject_at(node).detail(node.text().unwrap_or_default())]))
}

fn is_open(requirement: &str) -> bool {
    let Some(rest) = requirement.trim().strip_prefix("maturin") else { return false };
    let own = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    own && !["<", "==", "~=", "@"].iter().any(|bound| rest.contains(bound))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sample;

    #[test]
    fn a_requirement_without_end_is_found() {
        assert_eq!(
            Sample::new().pyproject(">=1.10,<2", ">=1.10").lines("open-build-requires"),
            [2]
        );
        assert!(is_open("maturin[zig]"));
    }

    #[test]
    fn a_bound_is_right() {
        assert_eq!(Sample::new().find("open-build-requires"), None);
        assert!(!is_open("maturin~=1.10") && !is_open("maturin-import-hook"));
    }
}
