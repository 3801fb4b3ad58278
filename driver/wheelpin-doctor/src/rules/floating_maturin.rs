use crate::project::Project;
use crate::rule::Found;
use crate::script::Command;
use crate::step::Step;
use crate::{Area, Rule, Severity};

/// A maturin that is whichever is newest that day.
///
/// <https://github.com/PyO3/maturin-action#inputs>
pub(super) const RULE: Rule = Rule {
    id: "floating-maturin",
    area: Area::Build,
    severity: Severity::Warning,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> =
        project.steps().filter(|step| floats(*step)).map(|step| step.place()).collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are built with whatever maturin is newest that day",
        "give maturin-action a `maturin-version`, pip a `maturin==VERSION`",
    );
    Some(found.at(places))
}

fn floats(step: Step<'_>) -> bool {
    if step.is("PyO3/maturin-action") {
        return step.with("maturin-version").is_none_or(|version| version == "latest");
    }
    step.commands().iter().any(installs)
}

fn installs(command: &Command) -> bool {
    let installer = command.is_pip_install()
        || command.is("pipx", "install")
        || command.is("uv", "tool")
        || command.is("cargo", "install");
    // A word of its own has no version.
    installer && command.has("maturin") && !command.has("--version") && !command.has("--locked")
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn maturin_without_a_version_is_found() {
        for step in [
            "uses: PyO3/maturin-action@v1",
            "run: pip install -U maturin",
            "run: uv pip install maturin",
        ] {
            assert_eq!(
                Sample::new().release("run: pytest", step).lines("floating-maturin").len(),
                1,
                "{step}"
            );
        }
    }

    #[test]
    fn a_version_is_right() {
        let action = "uses: PyO3/maturin-action@v1\n        with: {maturin-version: 1.16.0}";
        assert_eq!(Sample::new().release("run: pytest", action).find("floating-maturin"), None);
        let pip = Sample::new().release("run: pytest", "run: pip install maturin==1.16.0");
        assert_eq!(pip.find("floating-maturin"), None);
        assert_eq!(Sample::new().workflow(RELEASE).find("floating-maturin"), None);
    }
}
