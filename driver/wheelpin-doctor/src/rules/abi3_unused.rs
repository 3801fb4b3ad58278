use crate::project::{Bindings, Project};
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};

/// One wheel for every Python, where one for all could do.
///
/// <https://pyo3.rs/v0.28.0/building-and-distribution.html#py_limited_apiabi3>
pub(super) const RULE: Rule = Rule {
    id: "abi3-unused",
    area: Area::Build,
    severity: Severity::Info,
    points: 10,
    most: 10,
    check,
};

/// Crates that reach past the stable ABI.
const BEYOND: [&str; 2] = ["numpy", "pyo3-ffi"];

fn check(project: &Project) -> Option<Found> {
    let pyo3 = &project.pyo3;
    if project.bindings() != Bindings::PyO3 || !pyo3.used || pyo3.abi3 || pyo3.optional {
        return None;
    }
    if BEYOND.iter().any(|name| project.depends_on(name)) {
        return None;
    }
    let cargo = project.cargo.as_ref()?;
    let feature =
        project.floor().map_or_else(|| "abi3".into(), |floor| format!("abi3-py3{}", floor.0));
    let found = Found::new(
        "PyO3's abi3 is off: every Python needs a wheel of its own, each new one a new release",
        format!(
            "try `cargo add pyo3 --features {feature}`: if it compiles and is fast enough, one wheel fits all \
             Pythons from there on"
        ),
    );
    Some(found.at([Place { line: pyo3.line, ..Place::file(&cargo.file) }]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn pyo3_without_abi3_is_found() {
        let finding =
            Sample::new().cargo(", features = [\"abi3-py311\"]", "").find("abi3-unused").unwrap();
        assert!(finding.remedy.contains("abi3-py311"));
        assert_eq!(finding.places[0].line, Some(7));
    }

    #[test]
    fn abi3_that_is_on_or_cannot_be_is_right() {
        assert_eq!(Sample::new().find("abi3-unused"), None);
        let numpy = Sample::new().cargo(", features = [\"abi3-py311\"] }", " }\nnumpy = \"0.28\"");
        assert_eq!(numpy.find("abi3-unused"), None);
        let program = Sample::new().file("Cargo.toml", "[package]\nname = 'a'");
        assert_eq!(program.find("abi3-unused"), None);
    }
}
