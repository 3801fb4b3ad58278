use crate::project::Project;
use crate::rule::Found;
use crate::tree::join;
use crate::{Area, Place, Rule, Severity};

/// No lock file in the repository: every build takes what is newest that day, and
/// so does whoever builds the sdist.
///
/// <https://doc.rust-lang.org/cargo/faq.html#why-have-cargolock-in-version-control>
pub(super) const RULE: Rule = Rule {
    id: "cargo-lock",
    area: Area::Build,
    severity: Severity::Error,
    points: 30,
    most: 30,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let cargo = project.cargo.as_ref()?;
    let path = join(cargo.root(), "Cargo.lock")?;
    let ignored = project.ignored(&path);
    let there = project.tree.has(&path);
    let (message, remedy) = match (there, &ignored) {
        (true, None) => return None,
        (true, Some(_)) => (
            "git ignores Cargo.lock: every checkout builds other dependencies, and a flake does not see it",
            format!("take the pattern out of .gitignore, then: git add {path}"),
        ),
        (false, Some(_)) => (
            "there is no Cargo.lock, and git ignores it: every build takes other dependencies",
            format!(
                "take the pattern out of .gitignore, then: cargo generate-lockfile && git add {path}"
            ),
        ),
        (false, None) => (
            "there is no Cargo.lock: every build, and whoever builds the sdist, takes other dependencies",
            format!("cargo generate-lockfile && git add {path}"),
        ),
    };
    Some(
        Found::new(message, remedy)
            .at([ignored.unwrap_or_else(|| Place::file(&cargo.workspace_file))]),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_missing_lock_file_is_found() {
        let finding = Sample::new().without("Cargo.lock").find("cargo-lock").unwrap();
        assert!(finding.remedy.starts_with("cargo generate-lockfile"));
    }

    #[test]
    fn an_ignored_lock_file_is_found_where_it_is_ignored() {
        assert_eq!(
            Sample::new().file(".gitignore", "target\nCargo.lock\n").lines("cargo-lock"),
            [2]
        );
    }

    #[test]
    fn the_lock_file_is_the_workspaces() {
        let sample = Sample::new()
            .without("Cargo.toml")
            .file("Cargo.toml", "[workspace]")
            .file("py/Cargo.toml", "[package]")
            .pyproject("[project]", "[tool.maturin]\nmanifest-path = 'py/Cargo.toml'\n[project]");
        assert_eq!(sample.find("cargo-lock"), None);
        assert_eq!(
            Sample::new().without("Cargo.toml").without("Cargo.lock").find("cargo-lock"),
            None
        );
    }
}
