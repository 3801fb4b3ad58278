use crate::project::Project;
use crate::rule::Found;
use crate::script::{Command, commands};
use crate::tree::is_aside;
use crate::words::line_with;
use crate::{Area, Place, Rule, Severity};

/// A script of the project's own that writes versions into manifests.
///
/// <https://doc.rust-lang.org/cargo/reference/manifest.html#the-version-field>
pub(super) const RULE: Rule = Rule {
    id: "version-script",
    area: Area::Versions,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for path in project.tree.paths().filter(|path| path.ends_with(".sh") && !is_aside(path)) {
        let text = project.tree.text(path).unwrap_or_default();
        if let Some(found) = commands(&text).iter().find_map(writes_version) {
            let place = line_with(&text, found)
                .map_or_else(|| Place::file(path), |line| Place::line(path, line));
            places.push(place.detail(found));
        }
    }
    for step in project.steps() {
        if let Some(found) = step.commands().iter().find_map(writes_version) {
            places.push(step.place_of("run").detail(found));
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "scripts of the project's own write the version into manifests",
        "let one tool move the version and bring the lock file up to date with it",
    );
    Some(found.at(places))
}

/// What of a command shows that it writes a version.
fn writes_version(command: &Command) -> Option<&'static str> {
    if command.is("cargo", "set-version") {
        Some("cargo set-version")
    } else if command.is("cargo", "install") && command.has("cargo-edit") {
        Some("cargo-edit")
    } else if matches!(command.program.as_str(), "sed" | "perl") && edits_version(command) {
        Some("version")
    } else {
        None
    }
}

fn edits_version(command: &Command) -> bool {
    let words = command.arguments.join(" ");
    words.contains("-i") && words.contains("version") && words.contains(".toml")
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn scripts_and_steps_that_write_versions_are_found() {
        let sample = Sample::new()
            .file("scripts/sync.sh", "#!/bin/sh\ncargo set-version \"$1\"\n")
            .release("run: pytest", "run: sed -i 's/version = .*/version = 2/' Cargo.toml");
        assert_eq!(sample.lines("version-script"), [23, 2]);
    }

    #[test]
    fn scripts_that_read_versions_are_right() {
        let sample = Sample::new()
            .file("scripts/check.sh", "grep '^version = ' Cargo.toml | head -1\n")
            .workflow(RELEASE);
        assert_eq!(sample.find("version-script"), None);
    }
}
