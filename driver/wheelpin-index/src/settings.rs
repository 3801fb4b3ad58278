use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::authority::TlsSettings;
use crate::{Error, Fault, Limits, Provider, Publisher};

/// What the index is like.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The port of loopback; 0 is any that is free.
    pub port: u16,
    /// TLS with a certificate authority made at the start; none is plain HTTP.
    pub tls: Option<TlsSettings>,
    /// Where the authority's certificate is written to, as PEM.
    pub authority_file: Option<PathBuf>,
    /// Whether there is trusted publishing at all.
    pub trusted_publishing: bool,
    /// Whether the endpoints of trusted publishing can be discovered (PEP 807, a draft), which
    /// PyPI's cannot.
    pub discovery: bool,
    /// What identity tokens must be for.
    pub audience: String,
    /// Who may publish.
    pub publishers: Vec<Publisher>,
    /// Claims of the identity tokens that are given out, beside `iss`, `aud`, `iat`, `nbf`,
    /// `exp` and `jti`, which they may replace.
    pub claims: Map<String, Value>,
    /// What identity tokens are asked for with; none is made up.
    pub bearer: Option<String>,
    /// Tokens that people made.
    pub api_tokens: Vec<ApiToken>,
    /// Projects that exist, without a release.
    pub projects: Vec<String>,
    /// Names of files that were deleted.
    pub deleted: Vec<String>,
    /// What it takes.
    pub limits: Limits,
    /// Milliseconds that every answer is late.
    pub latency_ms: u64,
    /// Whether uploads to one project wait for each other.
    pub serialise: bool,
    /// What the later one is answered of two uploads that both begin a release: on PyPI a
    /// constraint of its database is broken. None: both are taken.
    pub race: Option<u16>,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

/// A token that somebody made, which publishes without an identity.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApiToken {
    /// The token: `pypi-…`
    pub token: String,
    /// What it is for; none is all projects of its user, and new ones.
    #[serde(default)]
    pub projects: Option<Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            port: 0,
            tls: None,
            authority_file: None,
            trusted_publishing: true,
            discovery: false,
            audience: "pypi".into(),
            publishers: Vec::new(),
            claims: Map::new(),
            bearer: None,
            api_tokens: Vec::new(),
            projects: Vec::new(),
            deleted: Vec::new(),
            limits: Limits::default(),
            latency_ms: 0,
            serialise: false,
            race: Some(500),
            faults: Vec::new(),
        }
    }
}

impl Settings {
    /// An index that a workflow of GitHub may publish `project` to, which does not exist yet:
    /// `workflow` of `repository`, with identities to match. `repository` is `OWNER/NAME`.
    #[must_use]
    pub fn for_project(project: &str, repository: &str, workflow: &str) -> Self {
        let (owner, name) = repository.split_once('/').unwrap_or(("owner", repository));
        let provider = Provider::GitHub {
            owner: owner.into(),
            repository: name.into(),
            owner_id: "1".into(),
            workflow: workflow.into(),
        };
        let publisher = Publisher {
            project: project.into(),
            pending: true,
            environment: String::new(),
            provider,
        };
        let claims = json!({
            "sub": format!("repo:{owner}/{name}:ref:refs/heads/main"),
            "repository": format!("{owner}/{name}"),
            "repository_id": "2",
            "repository_owner": owner,
            "repository_owner_id": "1",
            "repository_visibility": "public",
            "workflow": "release",
            "workflow_ref": format!("{owner}/{name}/.github/workflows/{workflow}@refs/heads/main"),
            "job_workflow_ref":
                format!("{owner}/{name}/.github/workflows/{workflow}@refs/heads/main"),
            "job_workflow_sha": "0".repeat(40),
            "workflow_sha": "0".repeat(40),
            "event_name": "push",
            "ref": "refs/heads/main",
            "ref_type": "branch",
            "sha": "0".repeat(40),
            "run_id": "1",
            "run_number": "1",
            "run_attempt": "1",
            "runner_environment": "github-hosted",
        });
        let Value::Object(claims) = claims else { return Self::default() };
        Self { publishers: vec![publisher], claims, ..Self::default() }
    }

    /// Reads settings from JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Settings`] if they are none.
    pub fn parse(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(Error::Settings)
    }

    /// Reads settings from a file of JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be read, [`Error::Settings`] if it holds none.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| Error::Read { path: path.into(), source })?;
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_json() {
        let settings = Settings::for_project("sample", "acme/sample", "release.yml");
        let json = serde_json::to_string(&settings).unwrap();
        assert_eq!(Settings::parse(&json).unwrap(), settings);
        assert_eq!(Settings::parse("{}").unwrap(), Settings::default());
    }

    #[test]
    fn unknown_settings_are_refused() {
        assert!(matches!(Settings::parse(r#"{"latency": 1}"#), Err(Error::Settings(_))));
    }
}
