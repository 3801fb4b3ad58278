use crate::files::glob_names;
use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// An sdist from which the lock file is left out, though there is one.
///
/// <https://www.maturin.rs/config.html>
pub(super) const RULE: Rule = Rule {
    id: "sdist-lock",
    area: Area::Build,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let exclude = project.maturin().get("exclude")?;
    let place = exclude.elements().iter().find(|entry| {
        let (path, format) = match entry.text() {
            Some(path) => (path, vec!["sdist"]),
            None => {
                let formats = entry.get("format").map(Node::texts).unwrap_or_default();
                (entry.text_at(["path"]).unwrap_or_default(), formats)
            }
        };
        format.contains(&"sdist") && glob_names(path, "Cargo.lock")
    })?;
    let found = Found::new(
        "the sdist leaves Cargo.lock out: who builds it gets other dependencies than the wheels have",
        "take the pattern out of `exclude` in [tool.maturin]",
    );
    Some(found.at([project.pyproject_at(place).detail(place.text().unwrap_or_default())]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn an_excluded_lock_file_is_found() {
        for exclude in
            ["'Cargo.lock'", "'*.lock'", "{path = 'Cargo.lock', format = ['sdist', 'wheel']}"]
        {
            let exclude = format!("[tool.maturin]\nexclude = [{exclude}]\n[project]");
            assert_eq!(Sample::new().pyproject("[project]", &exclude).lines("sdist-lock"), [5]);
        }
    }

    #[test]
    fn what_is_left_out_of_wheels_is_no_matter() {
        let exclude = "[tool.maturin]\nexclude = [{path = 'Cargo.lock', format = 'wheel'}, 'tests/**']\n[project]";
        assert_eq!(Sample::new().pyproject("[project]", exclude).find("sdist-lock"), None);
    }
}
