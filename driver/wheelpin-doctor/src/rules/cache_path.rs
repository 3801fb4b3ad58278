use crate::project::Project;
use crate::rule::Found;
use crate::tree::join;
use crate::{Area, Rule, Severity};

/// A cache of a directory that Cargo does not write to.
///
/// <https://github.com/Swatinem/rust-cache#example-usage>
pub(super) const RULE: Rule = Rule {
    id: "cache-path",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for step in project.steps().filter(|step| step.is("Swatinem/rust-cache")) {
        for line in step.with("workspaces").unwrap_or_default().lines() {
            let (directory, _) = line.split_once("->").unwrap_or((line, ""));
            let directory = directory.trim();
            if directory.is_empty() || directory.contains("${{") {
                continue;
            }
            let manifest = join("", directory).and_then(|directory| join(&directory, "Cargo.toml"));
            if !manifest.is_some_and(|manifest| project.tree.has(&manifest)) {
                places.push(step.place().detail(&format!("workspaces: {directory}")));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "rust-cache keeps a directory without a Cargo.toml, where Cargo writes nothing: the cache is empty",
        "let `workspaces` name the directory of Cargo.toml, or leave it out for the root",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn cache(workspaces: &str) -> Sample {
        Sample::new().release(
            "run: pytest",
            &format!("uses: Swatinem/rust-cache@v2\n        with: {{workspaces: '{workspaces}'}}"),
        )
    }

    #[test]
    fn a_directory_without_a_manifest_is_found() {
        assert_eq!(cache("rust").lines("cache-path").len(), 1);
    }

    #[test]
    fn the_root_and_crates_are_right() {
        assert_eq!(cache(". -> target").find("cache-path"), None);
        assert_eq!(cache("rust").file("rust/Cargo.toml", "").find("cache-path"), None);
    }
}
