use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wheelpin_wheel::Opened;

use crate::lists::Lists;

/// A component of the SBOMs, such as a crate, whose versions changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ComponentChange {
    /// Its name.
    pub name: String,
    /// Where it comes from by its package URL: `cargo`, `pypi`; none where it has none.
    pub kind: Option<String>,
    /// Versions, added and removed; one of each where it was updated.
    pub versions: Lists,
}

/// What of CycloneDX (1.2 to 1.7) and SPDX (2.2, 2.3) is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sbom {
    components: Vec<Component>,
    packages: Vec<Package>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Component {
    name: String,
    version: String,
    purl: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Package {
    name: String,
    #[serde(rename = "versionInfo")]
    version: String,
    #[serde(rename = "externalRefs")]
    references: Vec<Reference>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reference {
    #[serde(rename = "referenceLocator")]
    locator: String,
}

type Versions = BTreeMap<(String, Option<String>), BTreeSet<String>>;

/// Components that changed; none where one of the wheels has no SBOM that can be read.
pub(crate) fn components(before: &Opened, after: &Opened) -> Option<Vec<ComponentChange>> {
    let (old, new) = (versions(before)?, versions(after)?);
    let empty = BTreeSet::new();
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let changes = keys.into_iter().map(|key| ComponentChange {
        name: key.0.clone(),
        kind: key.1.clone(),
        versions: Lists::of(old.get(key).unwrap_or(&empty), new.get(key).unwrap_or(&empty)),
    });
    Some(changes.filter(|change| !change.versions.is_empty()).collect())
}

fn versions(wheel: &Opened) -> Option<Versions> {
    let mut versions = Versions::new();
    let mut is_read = false;
    for (path, bytes) in &wheel.sboms {
        if !path.ends_with(".json") {
            continue;
        }
        let Ok(sbom) = serde_json::from_slice::<Sbom>(bytes) else { continue };
        is_read = true;
        let packages = sbom.packages.into_iter().map(|package| Component {
            name: package.name,
            version: package.version,
            purl: package
                .references
                .into_iter()
                .map(|one| one.locator)
                .find(|one| is_purl(one))
                .unwrap_or_default(),
        });
        for component in sbom.components.into_iter().chain(packages) {
            let kind = component.purl.strip_prefix("pkg:").and_then(|rest| rest.split_once('/'));
            let kind = kind.map(|(kind, _)| kind.to_owned());
            versions.entry((component.name, kind)).or_default().insert(component.version);
        }
    }
    is_read.then_some(versions)
}

fn is_purl(text: &str) -> bool {
    text.starts_with("pkg:")
}
