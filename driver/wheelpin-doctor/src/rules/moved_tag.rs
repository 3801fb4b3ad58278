use crate::project::Project;
use crate::rule::Found;
use crate::script::{Command, commands};
use crate::tree::is_aside;
use crate::words::line_with;
use crate::{Area, Place, Rule, Severity};

/// Tags or branches that are moved by force: two people then have two different
/// releases of one version.
///
/// <https://git-scm.com/docs/git-tag#_on_re_tagging>
pub(super) const RULE: Rule = Rule {
    id: "moved-tag",
    area: Area::Versions,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for path in project.tree.paths() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_guide = name.starts_with("RELEAS") && !path.contains("CHANGELOG");
        if (!path.ends_with(".sh") && !is_guide) || is_aside(path) {
            continue;
        }
        let text = project.tree.text(path).unwrap_or_default();
        if commands(&text).iter().any(moves) {
            let line = ["--force", "-f"].iter().find_map(|option| line_with(&text, option));
            places.push(line.map_or_else(|| Place::file(path), |line| Place::line(path, line)));
        }
    }
    for step in project.steps().filter(|step| step.commands().iter().any(moves)) {
        places.push(step.place_of("run"));
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "tags or branches are moved by force in the course of a release",
        "never move what was pushed: put the version's commit first, then tag and branch in one push \
         (`git push --atomic`); a release that failed gets the next number",
    );
    Some(found.at(places))
}

fn moves(command: &Command) -> bool {
    let forced = command
        .arguments
        .iter()
        .any(|word| matches!(word.as_str(), "-f" | "--force" | "--force-with-lease"));
    // The pages of a site are rewritten every time.
    let pages = command.arguments.iter().any(|word| word.contains("gh-pages"));
    forced && !pages && (command.is("git", "push") || command.is("git", "tag"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn force_in_scripts_steps_and_guides_is_found() {
        let sample = Sample::new()
            .file("RELEASE.md", "# Release\n\n    git push origin main --tags --force\n")
            .file("tag.sh", "git tag -f v1\n")
            .release("run: pytest", "run: git push --force-with-lease");
        assert_eq!(sample.lines("moved-tag"), [23, 3, 1]);
    }

    #[test]
    fn a_plain_push_is_right() {
        let sample =
            Sample::new().file("tag.sh", "git push --atomic origin main v1\n").workflow(RELEASE);
        assert_eq!(sample.find("moved-tag"), None);
    }
}
