use std::collections::BTreeMap;

use serde::Deserialize;

use crate::version::{Phase, Range, TagFormat, ZeroRules};
use crate::{Error, commit};

/// `[tool.wheelpin.release]`: which commits release what, and under which name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Types that are known; commits of others are counted and shown.
    pub types: Vec<String>,
    /// Types that step the second number.
    pub minor_types: Vec<String>,
    /// Types that step the third number.
    pub patch_types: Vec<String>,
    /// The name of a tag; by default `v{version}`, of a package `{name}-v{version}`.
    pub tag_format: Option<String>,
    /// Whether a breaking change makes 0.2.3 to 1.0.0.
    pub major_on_zero: bool,
    /// Whether there are versions below 1.0.0.
    pub allow_zero_version: bool,
    /// What is different on a branch, by its name.
    pub branches: BTreeMap<String, Branch>,
    /// Further files that hold the version.
    pub files: Vec<VersionFile>,
    /// The packages of a repository that holds several, by name.
    pub packages: BTreeMap<String, Package>,
    /// Where versions are made.
    pub mode: Mode,
    /// The index that is released to: its name, or the address that takes uploads.
    pub index: Option<String>,
    /// The remote that commit and tag are pushed to; by default `origin`.
    pub remote: Option<String>,
    /// What must be tested before anything is published.
    pub require: Required,
    /// Whether there is a release on the forge; by default where the remote is on one that is
    /// known.
    pub forge: Option<bool>,
}

/// Where versions are made.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A commit on the branch, pushed with its tag.
    #[default]
    Push,
    /// A pull request that is kept up to date; what it merges is released.
    PullRequest,
    /// A person tags.
    Tag,
}

/// What must be tested.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Every wheel in every Python that it is for.
    All,
    /// What can be run here, and no test failed anywhere.
    #[default]
    Runnable,
    /// Nothing: results are recorded.
    None,
}

/// What is different on a branch.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Branch {
    /// Its releases are pre-releases of this kind.
    pub pre: Option<String>,
    /// Its releases stay in this range, as `1.x`.
    pub range: Option<String>,
}

/// A place of the version in a file that is neither Cargo's nor Python's.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VersionFile {
    /// Relative to the project's directory.
    pub path: String,
    /// Text around the version: `__version__ = "{version}"`, or with
    /// `{python-version}`.
    pub pattern: String,
}

/// One of several packages.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The directory of its Cargo.toml or pyproject.toml, relative to the project's.
    pub path: String,
    /// Files and directories besides whose commits count for it.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Its tags, where they are others.
    #[serde(default)]
    pub tag_format: Option<String>,
    /// Its changelog, relative to the project's directory; by default CHANGELOG.md in
    /// its own.
    #[serde(default)]
    pub changelog: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        Self {
            // Those of the Angular convention, and chore.
            types: words(&[
                "feat", "fix", "perf", "refactor", "revert", "docs", "style", "test", "build",
                "ci", "chore",
            ]),
            minor_types: words(&["feat"]),
            patch_types: words(&["fix", "perf", "refactor", "revert"]),
            tag_format: None,
            major_on_zero: false,
            allow_zero_version: true,
            branches: BTreeMap::new(),
            files: Vec::new(),
            packages: BTreeMap::new(),
            mode: Mode::default(),
            index: None,
            remote: None,
            require: Required::default(),
            forge: None,
        }
    }
}

impl Settings {
    /// Checks what serde does not, and writes types in lower case.
    ///
    /// # Errors
    ///
    /// [`Error::Settings`] and [`Error::TagFormat`]: words that mean nothing, formats
    /// that cannot be, packages without commits of their own.
    pub fn validated(mut self) -> Result<Self, Error> {
        let wrong = |key: String, reason: String| Err(Error::Settings { key, reason });
        for list in [&mut self.types, &mut self.minor_types, &mut self.patch_types] {
            list.iter_mut().for_each(|kind| *kind = kind.to_lowercase());
        }
        for (key, kinds) in [("minor-types", &self.minor_types), ("patch-types", &self.patch_types)]
        {
            if let Some(kind) = kinds.iter().find(|kind| !self.types.contains(kind)) {
                return wrong(key.into(), format!("{kind:?} is not one of types"));
            }
        }
        if let Some(kind) = self.types.iter().find(|kind| !commit::is_type(kind)) {
            return wrong("types".into(), format!("{kind:?} cannot be the type of a commit"));
        }
        if let Some(kind) = self.minor_types.iter().find(|kind| self.patch_types.contains(kind)) {
            return wrong("patch-types".into(), format!("{kind:?} is in minor-types too"));
        }
        for (name, branch) in &self.branches {
            branch.validate(name)?;
        }
        for (index, file) in self.files.iter().enumerate() {
            if !is_inside(&file.path) {
                return wrong(format!("files[{index}].path"), outside(&file.path));
            }
            if version_holders(&file.pattern) != 1 {
                let reason = "one {version} or {python-version} must be in it".to_owned();
                return wrong(format!("files[{index}].pattern"), reason);
            }
        }
        for (name, package) in &self.packages {
            let paths = [&package.path].into_iter().chain(&package.paths).chain(&package.changelog);
            for path in paths {
                if !is_inside(path) {
                    return wrong(format!("packages.{name}"), outside(path));
                }
            }
        }
        self.tags(None)?;
        for name in self.packages.keys() {
            self.tags(Some(name))?;
        }
        Ok(self)
    }

    /// The tags of the project, or of one of its packages.
    ///
    /// # Errors
    ///
    /// [`Error::TagFormat`].
    pub fn tags(&self, package: Option<&str>) -> Result<TagFormat, Error> {
        let Some(name) = package else {
            let common = self.tag_format.as_deref().filter(|_| self.packages.is_empty());
            return TagFormat::new(common.unwrap_or("v{version}"), None);
        };
        let own = self.packages.get(name).and_then(|package| package.tag_format.as_deref());
        let format = own.or(self.tag_format.as_deref()).unwrap_or("{name}-v{version}");
        if own.is_none() && self.packages.len() > 1 && !format.contains("{name}") {
            let reason = "several packages need {name} in it";
            return Err(Error::TagFormat { format: format.into(), reason });
        }
        TagFormat::new(format, Some(name))
    }

    /// What is different below 1.0.0.
    #[must_use]
    pub const fn zero_rules(&self) -> ZeroRules {
        ZeroRules { major_on_zero: self.major_on_zero, allow_zero_version: self.allow_zero_version }
    }

    /// The kind of pre-release and the range of a branch. A branch that is called like
    /// a range (`1.x`) stays in it without being named in the settings.
    #[must_use]
    pub fn branch(&self, name: &str) -> (Option<Phase>, Option<Range>) {
        match self.branches.get(name) {
            Some(branch) => (
                branch.pre.as_deref().and_then(Phase::from_word),
                branch.range.as_deref().and_then(Range::from_name),
            ),
            None => (None, Range::from_name(name)),
        }
    }
}

impl Branch {
    fn validate(&self, name: &str) -> Result<(), Error> {
        let wrong = |key: &str, reason: String| {
            Err(Error::Settings { key: format!("branches.{name}.{key}"), reason })
        };
        if let Some(word) = &self.pre
            && Phase::from_word(word).is_none()
        {
            return wrong("pre", format!("{word:?} is none of alpha, beta, rc, dev"));
        }
        if let Some(range) = &self.range
            && Range::from_name(range).is_none()
        {
            return wrong("range", format!("{range:?} is no range: 1.x and 1.4.x are"));
        }
        Ok(())
    }
}

/// How many versions a pattern holds.
fn version_holders(pattern: &str) -> usize {
    pattern.matches("{version}").count() + pattern.matches("{python-version}").count()
}

/// Whether a path is relative and stays below where it begins.
fn is_inside(path: &str) -> bool {
    use std::path::{Component, Path};

    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn outside(path: &str) -> String {
    format!("{path:?} must be relative and stay within the project")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut Settings)) -> Result<Settings, Error> {
        let mut settings = Settings::default();
        change(&mut settings);
        settings.validated()
    }

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(with(|_| {}).unwrap(), Settings::default());
    }

    #[test]
    fn mistakes_are_named() {
        let key = |result: Result<Settings, Error>| match result.unwrap_err() {
            Error::Settings { key, .. } => key,
            other => panic!("{other}"),
        };
        let branch = |pre: Option<&str>, range: Option<&str>| {
            let branch = Branch { pre: pre.map(Into::into), range: range.map(Into::into) };
            with(|settings| drop(settings.branches.insert("b".into(), branch)))
        };
        assert_eq!(key(with(|settings| settings.minor_types.push("x".into()))), "minor-types");
        assert_eq!(key(with(|settings| settings.types.push("a b".into()))), "types");
        assert_eq!(key(with(|settings| settings.patch_types.push("feat".into()))), "patch-types");
        assert_eq!(key(branch(Some("nightly"), None)), "branches.b.pre");
        assert_eq!(key(branch(None, Some("1"))), "branches.b.range");
        for path in ["", "/a", "../a", "a/../../b"] {
            let file = VersionFile { path: path.into(), pattern: "{version}".into() };
            assert_eq!(key(with(|settings| settings.files.push(file))), "files[0].path");
        }
        let file = VersionFile { path: "a".into(), pattern: "version".into() };
        assert_eq!(key(with(|settings| settings.files.push(file))), "files[0].pattern");
    }

    #[test]
    fn packages_have_tags_of_their_own() {
        let package = |path: &str| Package {
            path: path.into(),
            paths: Vec::new(),
            tag_format: None,
            changelog: None,
        };
        let two = |settings: &mut Settings| {
            settings.packages.insert("a".into(), package("a"));
            settings.packages.insert("b".into(), package("b"));
        };
        let settings = with(two).unwrap();
        let version = "1.0.0".parse().unwrap();
        assert_eq!(settings.tags(Some("b")).unwrap().tag(&version), "b-v1.0.0");
        let shared = with(|settings| {
            two(settings);
            settings.tag_format = Some("v{version}".into());
        });
        assert!(matches!(shared, Err(Error::TagFormat { .. })));
    }

    #[test]
    fn branches_have_phases_and_ranges() {
        let beta = Branch { pre: Some("beta".into()), range: None };
        let settings =
            with(|settings| drop(settings.branches.insert("next".into(), beta))).unwrap();
        assert_eq!(settings.branch("next"), (Some(Phase::Beta), None));
        assert_eq!(settings.branch("1.x").1, Range::from_name("1.x"));
        assert_eq!(settings.branch("main"), (None, None));
    }
}
