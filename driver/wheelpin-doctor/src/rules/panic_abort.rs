use super::profile_setting::{profile, profile_setting};
use crate::project::{Bindings, Project};
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};

/// `panic = "abort"` where PyO3 would turn a panic into an exception: the
/// interpreter dies instead, with all that runs in it.
///
/// <https://docs.rs/pyo3/latest/pyo3/panic/struct.PanicException.html>
pub(super) const RULE: Rule = Rule {
    id: "panic-abort",
    area: Area::Build,
    severity: Severity::Error,
    points: 30,
    most: 30,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.bindings() != Bindings::PyO3 {
        return None;
    }
    let (file, node) = profile_setting(project, "panic")?;
    if node.text() != Some("abort") {
        return None;
    }
    let message = format!(
        "panic = \"abort\" in profile {}: a panic in Rust kills the whole Python process",
        wheelpin_workflow::yaml::clip(profile(project)),
    );
    let remedy = "take the line out: PyO3 then raises a PanicException";
    Some(Found::new(message, remedy).at([Place::line(file, node.line)]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn an_aborting_release_profile_is_found() {
        let sample = Sample::new().cargo("strip = true", "strip = true\npanic = \"abort\"");
        assert_eq!(sample.lines("panic-abort"), [12]);
    }

    #[test]
    fn the_profile_is_the_one_maturin_takes() {
        let sample = Sample::new()
            .cargo(
                "strip = true",
                "strip = true\npanic = \"abort\"\n[profile.dist]\ninherits = \"release\"",
            )
            .pyproject("[project]", "[tool.maturin]\nprofile = \"dist\"\n[project]");
        assert_eq!(sample.lines("panic-abort"), [12]);
        let circle = Sample::new().cargo("strip = true", "inherits = \"release\"");
        assert_eq!(circle.find("panic-abort"), None);
    }

    #[test]
    fn a_program_may_abort() {
        let sample = Sample::new()
            .file("Cargo.toml", "[package]\nname = 'a'\n[profile.release]\npanic = 'abort'")
            .pyproject("[project]", "[tool.maturin]\nbindings = 'bin'\n[project]");
        assert_eq!(sample.find("panic-abort"), None);
        assert_eq!(Sample::new().find("panic-abort"), None);
    }
}
