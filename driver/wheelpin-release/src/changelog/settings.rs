use std::collections::BTreeMap;

use serde::Deserialize;

use super::forge::Forge;

/// `[tool.wheelpin.changelog]`: what stands in the changelog, and how.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChangelogSettings {
    /// The file, relative to the project's directory.
    pub file: String,
    /// Whether commits become entries; if not, only what people wrote is there.
    pub commits: bool,
    /// Types whose commits are left out, unless they break something.
    pub hidden_types: Vec<String>,
    /// The heading of each type; types without one stand under `Other`.
    pub headings: BTreeMap<String, String>,
    /// Whether entries begin with their scope.
    pub scopes: bool,
    /// Whether entries name their author.
    pub authors: bool,
    /// Whether entries link their commit and pull request.
    pub links: bool,
    /// The address of the repository, for links; by default that of `[project.urls]`.
    pub repository: Option<String>,
    /// What kind of forge that is, where its host does not tell.
    pub forge: Option<Forge>,
    /// A template of sections, relative to the project's directory.
    pub template: Option<String>,
}

impl Default for ChangelogSettings {
    fn default() -> Self {
        let headings = [
            ("feat", "Added"),
            ("fix", "Fixed"),
            ("perf", "Changed"),
            ("refactor", "Changed"),
            ("revert", "Changed"),
        ];
        let hidden = ["docs", "style", "test", "build", "ci", "chore"];
        Self {
            file: "CHANGELOG.md".into(),
            commits: true,
            hidden_types: hidden.map(Into::into).into(),
            headings: headings.map(|(kind, heading)| (kind.into(), heading.into())).into(),
            scopes: true,
            authors: false,
            links: false,
            repository: None,
            forge: None,
            template: None,
        }
    }
}
