use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// `awk "/A/,/B/"` where the line of A has B as well: the range ends where it
/// begins.
///
/// <https://www.gnu.org/software/gawk/manual/html_node/Ranges.html>
pub(super) const RULE: Rule = Rule {
    id: "empty-notes",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .steps()
        .filter(|step| step.run().is_some_and(|run| run.lines().any(is_empty_range)))
        .map(|step| step.place_of("run"))
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "a section of the changelog is cut out by an awk range that ends on its first line: release notes are empty",
        "end at the next heading: awk '/^## \\[1.2.3\\]/ {on=1; next} /^## / {on=0} on' CHANGELOG.md",
    );
    Some(found.at(places))
}

/// Whether a line has an awk range whose end matches the line of its start too.
fn is_empty_range(line: &str) -> bool {
    let Some((_, program)) = line.split_once("awk ") else { return false };
    let Some((start, end)) = program.split_once("/,/") else { return false };
    let Some((_, start)) = start.split_once('/') else { return false };
    let Some((end, _)) = end.split_once('/') else { return false };
    let plain = |pattern: &str| pattern.trim_start_matches('^').replace('\\', "");
    let (start, end) = (plain(start), plain(end));
    !end.is_empty() && start.starts_with(&end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_range_that_ends_where_it_begins_is_found() {
        assert!(is_empty_range(r#"awk "/## \[$VERSION\]/,/## \[/" CHANGELOG.md"#));
        let sample = Sample::new().release("run: pytest", r"run: awk '/^## v1/,/^## v/' x");
        assert_eq!(sample.lines("empty-notes").len(), 1);
    }

    #[test]
    fn other_ranges_are_right() {
        for line in ["awk '/start/,/stop/' x", "awk '{print $1}' x", "awk '/a/,/b", "awk "] {
            assert!(!is_empty_range(line), "{line}");
        }
        assert_eq!(Sample::new().workflow(RELEASE).find("empty-notes"), None);
    }
}
