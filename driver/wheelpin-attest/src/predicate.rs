use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// What [`Provenance`]'s external parameters mean. A name.
pub const BUILD_TYPE: &str = "urn:wheelpin:build:v1";

/// From what a file was built, and how: the predicate of SLSA provenance v1.0
/// (slsa.dev/spec/v1.0/provenance).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Provenance {
    /// Address of the source's repository.
    pub repository: String,
    /// The commit that was built, in hexadecimal.
    pub commit: String,
    /// The tag that names it: `v1.2.3`.
    pub tag: Option<String>,
    /// What was built of it: the output of the flake, or the cell.
    pub target: String,
    /// The derivation that built the file: `/nix/store/….drv`.
    pub derivation: Option<String>,
    /// What went in beside the source; see [`crate::flake_inputs`].
    pub materials: Vec<Material>,
    /// Who built, as an address: of the workflow with its ref, or of the program.
    pub builder: String,
    /// The versions of what built: `wheelpin`, `nix`.
    pub versions: Vec<(String, String)>,
    /// The run that built, as an address.
    pub invocation: Option<String>,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub finished: Option<Timestamp>,
}

/// Something that went into a build: an input of the flake.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Material {
    /// Its name.
    pub name: String,
    /// Where it is from, as a reference of a flake: `github:OWNER/NAME/REVISION`.
    pub uri: String,
    /// Its digests by algorithm, as SLSA has them: `narHash` (Nix's, in base 64, `sha256-…`)
    /// and `gitCommit`.
    pub digests: Vec<(String, String)>,
}

impl Material {
    fn json(&self) -> Value {
        json!({ "name": self.name, "uri": self.uri, "digest": object(&self.digests) })
    }
}

impl Provenance {
    /// The predicate as JSON.
    pub(crate) fn predicate(&self) -> Value {
        let mut source = Map::new();
        source.insert("repository".into(), self.repository.clone().into());
        source.insert("commit".into(), self.commit.clone().into());
        if let Some(tag) = &self.tag {
            source.insert("tag".into(), tag.clone().into());
        }
        let uri = match &self.tag {
            Some(tag) => format!("git+{}@refs/tags/{tag}", self.repository),
            None => format!("git+{}", self.repository),
        };
        let mut dependencies = vec![json!({ "uri": uri, "digest": { "gitCommit": self.commit } })];
        dependencies.extend(self.materials.iter().map(Material::json));
        let mut internal = Map::new();
        if let Some(derivation) = &self.derivation {
            internal.insert("derivation".into(), derivation.clone().into());
        }
        let mut metadata = Map::new();
        let time = |time: &Option<Timestamp>| time.map(|time| time.strftime("%FT%TZ").to_string());
        for (name, value) in [
            ("invocationId", self.invocation.clone()),
            ("startedOn", time(&self.started)),
            ("finishedOn", time(&self.finished)),
        ] {
            if let Some(value) = value {
                metadata.insert(name.into(), value.into());
            }
        }
        json!({
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": { "source": source, "target": self.target },
                "internalParameters": internal,
                "resolvedDependencies": dependencies,
            },
            "runDetails": {
                "builder": { "id": self.builder, "version": object(&self.versions) },
                "metadata": metadata,
            },
        })
    }
}

fn object(pairs: &[(String, String)]) -> Value {
    pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Statement};

    #[test]
    fn provenance_names_source_inputs_and_derivation() {
        let provenance = Provenance {
            repository: "https://github.com/acme/sample".into(),
            commit: "ab".repeat(20),
            tag: Some("v1.0".into()),
            target: "cp311-abi3-manylinux_2_28_x86_64".into(),
            derivation: Some("/nix/store/0a-sample.drv".into()),
            materials: vec![Material {
                name: "wheelpin".into(),
                uri: "github:acme/wheelpin/12".into(),
                digests: vec![("narHash".into(), "sha256-AA=".into())],
            }],
            builder: "https://github.com/acme/sample/.github/workflows/release.yml@refs/heads/main"
                .into(),
            started: Some("2026-11-28T07:00:00Z".parse().unwrap()),
            ..Provenance::default()
        };
        let statement = Statement::provenance("a.whl", &"00".repeat(32), &provenance).unwrap();
        assert_eq!(statement.kind(), Kind::Provenance);
        let predicate = statement.predicate();
        let at = |pointer: &str| predicate.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/buildDefinition/externalParameters/source/tag"), "v1.0");
        assert_eq!(
            at("/buildDefinition/internalParameters/derivation"),
            "/nix/store/0a-sample.drv"
        );
        assert_eq!(
            at("/buildDefinition/resolvedDependencies/0"),
            json!({
                "uri": "git+https://github.com/acme/sample@refs/tags/v1.0",
                "digest": { "gitCommit": "ab".repeat(20) },
            })
        );
        assert_eq!(at("/buildDefinition/resolvedDependencies/1/digest/narHash"), "sha256-AA=");
        assert_eq!(at("/runDetails/metadata/startedOn"), "2026-11-28T07:00:00Z");
        assert_eq!(predicate.pointer("/runDetails/metadata/finishedOn"), None);
    }
}
