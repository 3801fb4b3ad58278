use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::changelog::{ChangelogSettings, Links};
use crate::version::TagFormat;
use crate::{Error, Package, Settings};

/// A project, or one package of several in a repository.
#[derive(Clone, Debug)]
pub struct Project {
    /// `[tool.wheelpin.release]`
    pub settings: Settings,
    /// `[tool.wheelpin.changelog]`
    pub changelog: ChangelogSettings,
    directory: PathBuf,
    package: Option<(String, Package)>,
    urls: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pyproject {
    project: Metadata,
    tool: Tool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    name: Option<String>,
    urls: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tool {
    wheelpin: Wheelpin,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wheelpin {
    release: Settings,
    changelog: ChangelogSettings,
}

impl Project {
    /// Reads the settings in a directory's pyproject.toml; without one all have their
    /// defaults.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Settings`], and [`Error::Package`] where `package`
    /// names none, or is missing though there are several.
    pub fn read(directory: &Path, package: Option<&str>) -> Result<Self, Error> {
        let path = directory.join("pyproject.toml");
        let wrong = |source| Error::Read { path: path.clone(), source };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(wrong(error.into())),
        };
        let pyproject: Pyproject = toml::from_str(&text).map_err(|error| wrong(error.into()))?;
        let Wheelpin { release, changelog } = pyproject.tool.wheelpin;
        let settings = release.validated()?;
        let known = || settings.packages.keys().cloned().collect::<Vec<_>>();
        let package = match package {
            None if settings.packages.is_empty() => None,
            None => return Err(Error::Package { name: None, known: known() }),
            Some(name) => match settings.packages.get(name) {
                Some(package) => Some((name.to_owned(), package.clone())),
                None => return Err(Error::Package { name: Some(name.into()), known: known() }),
            },
        };
        let urls = pyproject.project.urls;
        Ok(Self { settings, changelog, directory: directory.into(), package, urls })
    }

    /// The directory of the settings.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The name of the package, where the repository holds several.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.package.as_ref().map(|(name, _)| name.as_str())
    }

    /// Where its manifests are.
    #[must_use]
    pub fn manifests(&self) -> PathBuf {
        match &self.package {
            Some((_, package)) => self.directory.join(&package.path),
            None => self.directory.clone(),
        }
    }

    /// What it is called on an index: `[project] name` beside its manifests.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], and [`Error::NoName`].
    pub fn distribution(&self) -> Result<String, Error> {
        let directory = self.manifests();
        let path = directory.join("pyproject.toml");
        let text = fs::read_to_string(&path);
        let text =
            text.map_err(|error| Error::Read { path: path.clone(), source: error.into() })?;
        let pyproject: Pyproject = toml::from_str(&text)
            .map_err(|error| Error::Read { path: path.clone(), source: error.into() })?;
        pyproject.project.name.ok_or(Error::NoName { directory })
    }

    /// Directories of packages that are released by themselves.
    #[must_use]
    pub fn others(&self) -> Vec<PathBuf> {
        let packages = self.settings.packages.iter();
        let others = packages.filter(|(name, _)| Some(name.as_str()) != self.name());
        others.map(|(_, package)| self.directory.join(&package.path)).collect()
    }

    /// What commits must change to count; empty: all count.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let package = self.package.iter().map(|(_, package)| package);
        package
            .flat_map(|package| [&package.path].into_iter().chain(&package.paths))
            .cloned()
            .collect()
    }

    /// Its changelog.
    #[must_use]
    pub fn changelog_file(&self) -> PathBuf {
        match &self.package {
            Some((_, Package { changelog: Some(file), .. })) => self.directory.join(file),
            Some((_, package)) => self.directory.join(&package.path).join("CHANGELOG.md"),
            None => self.directory.join(&self.changelog.file),
        }
    }

    /// Its tags.
    ///
    /// # Errors
    ///
    /// [`Error::TagFormat`].
    pub fn tags(&self) -> Result<TagFormat, Error> {
        self.settings.tags(self.name())
    }

    /// Addresses of its repository: the setting's, else the first of `[project.urls]`
    /// that is called so and is on a forge that is known.
    #[must_use]
    pub fn links(&self) -> Option<Links> {
        let forge = self.changelog.forge;
        if let Some(repository) = &self.changelog.repository {
            return Links::new(repository, forge);
        }
        // Names that PyPI knows: Well-known Project URLs, normalised.
        let names = ["repository", "source", "sourcecode", "github", "homepage"];
        names.iter().find_map(|name| {
            let is_called = |label: &str| {
                let plain = label.chars().filter(|character| character.is_alphanumeric());
                plain.collect::<String>().eq_ignore_ascii_case(name)
            };
            let (_, address) = self.urls.iter().find(|(label, _)| is_called(label))?;
            Links::new(address, forge)
        })
    }

    /// The text of its template of sections.
    ///
    /// # Errors
    ///
    /// [`Error::NoTemplate`].
    pub fn template(&self) -> Result<Option<String>, Error> {
        let Some(template) = &self.changelog.template else { return Ok(None) };
        let path = self.directory.join(template);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(source) => Err(Error::NoTemplate { path, source }),
        }
    }
}
