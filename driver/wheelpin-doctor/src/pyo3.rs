use std::collections::BTreeSet;

use crate::cargo_manifest::CargoManifest;
use crate::python::Python;
use wheelpin_workflow::yaml::Node;

/// What a crate's features say of PyO3's stable ABI.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct PyO3 {
    /// Whether the crate depends on PyO3.
    pub(crate) used: bool,
    /// Whether an abi3 feature is on when maturin builds.
    pub(crate) abi3: bool,
    /// The floor that it sets (`abi3-py311`).
    pub(crate) floor: Option<Python>,
    /// Whether a feature of the crate's own would turn it on.
    pub(crate) optional: bool,
    /// The line in the crate's manifest of the dependency.
    pub(crate) line: Option<usize>,
}

/// Looks at the features that are on: those of the dependency, the crate's
/// defaults, and `[tool.maturin] features`.
///
/// <https://pyo3.rs/v0.28.0/building-and-distribution.html#py_limited_apiabi3>
pub(crate) fn pyo3(manifest: &CargoManifest, maturin: &Node) -> PyO3 {
    let dependencies = manifest.dependencies("pyo3");
    let features = manifest.node.get("features").unwrap_or(Node::empty());
    let mut on = BTreeSet::new();
    for dependency in &dependencies {
        on.extend(dependency.get("features").map(Node::texts).unwrap_or_default());
    }
    let asked = maturin.get("features").map(Node::texts).unwrap_or_default();
    let defaults = maturin.text_at(["no-default-features"]) != Some("true");
    let mut waiting: Vec<&str> = defaults.then_some("default").into_iter().chain(asked).collect();
    let mut seen = BTreeSet::new();
    while let Some(feature) = waiting.pop() {
        if !seen.insert(feature) {
            continue;
        }
        on.extend(of_pyo3(feature));
        waiting.extend(features.get(feature).map(Node::texts).unwrap_or_default());
    }
    let optional = features
        .scalars()
        .iter()
        .filter_map(|(_, node)| node.text())
        .filter_map(of_pyo3)
        .any(is_abi3);
    PyO3 {
        used: !dependencies.is_empty(),
        abi3: on.iter().copied().any(is_abi3),
        // The lowest is the one that counts: PyO3 takes the first that is on.
        floor: on.iter().filter_map(|feature| floor(feature)).min(),
        optional,
        line: dependencies.first().map(|dependency| dependency.line),
    }
}

/// `abi3` of `pyo3/abi3` and `pyo3?/abi3`.
fn of_pyo3(feature: &str) -> Option<&str> {
    feature.strip_prefix("pyo3/").or_else(|| feature.strip_prefix("pyo3?/"))
}

fn is_abi3(feature: &str) -> bool {
    feature == "abi3" || floor(feature).is_some()
}

fn floor(feature: &str) -> Option<Python> {
    feature.strip_prefix("abi3-py3")?.parse().ok().map(Python)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    fn of(manifest: &str, maturin: &str) -> PyO3 {
        let mut tree = Tree::default();
        tree.add_content("Cargo.toml", manifest);
        let manifest = CargoManifest::read(&tree, "Cargo.toml".into()).unwrap();
        pyo3(&manifest, &crate::read_toml::read_toml(maturin).unwrap())
    }

    #[test]
    fn a_feature_of_the_dependency_is_on() {
        let found =
            of("[dependencies]\npyo3 = { version = '0.28', features = ['abi3-py311'] }", "");
        assert_eq!(
            found,
            PyO3 {
                used: true,
                abi3: true,
                floor: Some(Python(11)),
                optional: false,
                line: Some(2)
            },
        );
    }

    #[test]
    fn a_feature_of_maturins_is_on_through_the_crates_own() {
        let manifest = "[dependencies]\npyo3 = '0.28'\n[features]\nwheel = ['stable']\nstable = ['pyo3/abi3-py39', 'wheel']";
        assert_eq!(of(manifest, "features = ['wheel']").floor, Some(Python(9)));
        let off = of(manifest, "");
        assert_eq!((off.abi3, off.optional), (false, true));
    }

    #[test]
    fn a_crate_without_pyo3_has_none() {
        assert_eq!(of("[dependencies]\nserde = '1'", ""), PyO3::default());
    }
}
