/// The issuers of the identities that PyPI publishes with, as certificates name them. Nothing
/// is fetched from them (warehouse, `oidc/models/`, August 2026).
const GITHUB: &str = "https://token.actions.githubusercontent.com";
const GITLAB: &str = "https://gitlab.com";
const GOOGLE: &str = "https://accounts.google.com";

/// Who must have signed. The rules are those that PyPI verifies with (pypi-attestations
/// 0.0.30, `_impl.py`, `GitHubPublisher`, `GitLabPublisher`, `GooglePublisher`).
///
/// ```
/// use wheelpin_attest::Policy;
///
/// let policy = Policy::github("acme/sample", "release.yml");
/// assert_ne!(policy, Policy::any());
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Policy {
    pub(crate) issuer: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) repository: Option<String>,
    /// What the build's configuration begins with; a ref or a commit of the certificate's own
    /// follows.
    pub(crate) workflow: Option<String>,
}

impl Policy {
    /// Anybody whom the authority vouches for.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// A workflow, by its file name in `.github/workflows`, of a repository `OWNER/NAME`.
    #[must_use]
    pub fn github(repository: &str, workflow: &str) -> Self {
        let repository = format!("https://github.com/{repository}");
        Self {
            issuer: Some(GITHUB.into()),
            workflow: Some(format!("{repository}/.github/workflows/{workflow}@")),
            repository: Some(repository),
            email: None,
        }
    }

    /// A pipeline, by the path of its file, of a repository `NAMESPACE/NAME`.
    #[must_use]
    pub fn gitlab(repository: &str, workflow_path: &str) -> Self {
        let repository = format!("{GITLAB}/{repository}");
        Self {
            issuer: Some(GITLAB.into()),
            workflow: Some(format!("{repository}//{workflow_path}@")),
            repository: Some(repository),
            email: None,
        }
    }

    /// A service account of Google Cloud.
    #[must_use]
    pub fn google(email: &str) -> Self {
        Self { issuer: Some(GOOGLE.into()), email: Some(email.into()), ..Self::default() }
    }
}
