use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::error::Error;

/// The name of a project on an index: that of its pyproject.toml, else of its Cargo.toml.
pub(crate) fn project_name(directory: &Path) -> Result<String, Error> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Manifest {
        project: Named,
        package: Named,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Named {
        name: Option<String>,
    }

    for file in ["pyproject.toml", "Cargo.toml"] {
        let path = directory.join(file);
        let wrong = |source: Box<dyn std::error::Error + Send + Sync>| {
            Error::Release(wheelpin_release::Error::Read { path: path.clone(), source })
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(wrong(error.into())),
        };
        let manifest: Manifest = toml::from_str(&text).map_err(|error| wrong(error.into()))?;
        if let Some(name) = manifest.project.name.or(manifest.package.name) {
            return Ok(name);
        }
    }
    Err(Error::NoName { directory: directory.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pyprojects_name_comes_before_cargos() {
        let directory = tempfile::tempdir().unwrap();
        let name = || project_name(directory.path());
        assert!(matches!(name(), Err(Error::NoName { .. })));
        fs::write(directory.path().join("Cargo.toml"), "[package]\nname = \"a-rs\"\n").unwrap();
        assert_eq!(name().unwrap(), "a-rs");
        fs::write(directory.path().join("pyproject.toml"), "[project]\nname = \"a\"\n").unwrap();
        assert_eq!(name().unwrap(), "a");
    }
}
