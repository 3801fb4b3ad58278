use serde::Deserialize;

/// A release as GitHub's REST API (2022-11-28) describes it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Release {
    pub(super) id: u64,
    pub(super) tag_name: String,
    #[serde(default)]
    pub(super) draft: bool,
    #[serde(default)]
    pub(super) html_url: String,
    /// With `{?name,label}` at its end.
    #[serde(default)]
    pub(super) upload_url: String,
}

/// A file of a release.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Asset {
    pub(super) id: u64,
    pub(super) name: String,
    /// `uploaded`, or `starter` for what did not arrive whole.
    #[serde(default)]
    pub(super) state: String,
    #[serde(default)]
    pub(super) size: u64,
    /// `sha256:…`; older assets have none.
    #[serde(default)]
    pub(super) digest: Option<String>,
}

impl Asset {
    /// Whether it is this file, whole.
    pub(super) fn is(&self, size: u64, sha256: &str) -> bool {
        let is_same = match &self.digest {
            Some(digest) => digest.strip_prefix("sha256:") == Some(sha256),
            None => true,
        };
        self.state == "uploaded" && self.size == size && is_same
    }
}

/// A pull request.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Pull {
    pub(super) number: u64,
    #[serde(default)]
    pub(super) html_url: String,
}
