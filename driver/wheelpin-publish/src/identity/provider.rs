use super::Claims;

/// The kinds of CI systems that give identities.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Provider {
    /// GitHub Actions
    GitHub,
    /// GitLab CI/CD
    GitLab,
    /// Google Cloud
    Google,
    /// ActiveState
    ActiveState,
    /// Buildkite
    Buildkite,
    /// CircleCI
    CircleCi,
    /// Another, by its `iss`.
    Other(String),
}

/// One thing that a publisher on an index is configured with, and what it is here.
pub(crate) struct Row {
    /// The field of the index's form.
    pub(crate) label: &'static str,
    /// What it is in the token.
    pub(crate) here: Option<String>,
    /// Where it comes from.
    pub(crate) claim: &'static str,
    /// Whether it is compared, and how.
    pub(crate) note: &'static str,
}

impl Provider {
    /// By issuer; for servers of one's own, by the claims that only one kind has.
    pub(crate) fn of(claims: &Claims) -> Self {
        let issuer = claims.issuer().unwrap_or_default();
        let has = |claim| claims.get(claim).is_some();
        let is_at = |site: &str| {
            issuer.strip_prefix(site).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if issuer.starts_with("https://token.actions.") || has("job_workflow_ref") {
            Self::GitHub
        } else if is_at("https://gitlab.com") || has("ci_config_ref_uri") {
            Self::GitLab
        } else if is_at("https://accounts.google.com") {
            Self::Google
        } else if is_at("https://platform.activestate.com") {
            Self::ActiveState
        } else if is_at("https://agent.buildkite.com") || has("pipeline_slug") {
            Self::Buildkite
        } else if is_at("https://oidc.circleci.com") {
            Self::CircleCi
        } else {
            Self::Other(issuer)
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::GitHub => "GitHub Actions",
            Self::GitLab => "GitLab CI/CD",
            Self::Google => "Google Cloud",
            Self::ActiveState => "ActiveState",
            Self::Buildkite => "Buildkite",
            Self::CircleCi => "CircleCI",
            Self::Other(issuer) if issuer.is_empty() => "an issuer without a name",
            Self::Other(issuer) => issuer,
        }
    }

    /// Whether Warehouse has publishers of that kind (`warehouse/oidc/models/`, 2026-08-21).
    #[must_use]
    pub fn is_of_warehouse(&self) -> bool {
        matches!(self, Self::GitHub | Self::GitLab | Self::Google | Self::ActiveState)
    }

    /// What a publisher of that kind is configured with (`warehouse/oidc/models/`, 2026-08-21),
    /// and the ref, which none is but people look for.
    pub(crate) fn rows(&self, claims: &Claims) -> Vec<Row> {
        let row = |label, here, claim, note| Row { label, here, claim, note };
        let plain = |label, claim, note| row(label, claims.get(claim), claim, note);
        let environment = plain("Environment name", "environment", "compared if configured");
        match self {
            Self::GitHub => vec![
                plain("Owner", "repository_owner", ""),
                row("Repository name", last(claims.get("repository")), "repository", ""),
                row("Workflow name", workflow(claims), "job_workflow_ref", ""),
                environment,
                plain("Ref", "ref", "not compared"),
            ],
            Self::GitLab => vec![
                row("Namespace", before_last(claims.get("project_path")), "project_path", ""),
                row("Project name", last(claims.get("project_path")), "project_path", ""),
                row("Top-level pipeline file", pipeline(claims), "ci_config_ref_uri", ""),
                environment,
                plain("Issuer URL", "iss", ""),
                plain("Ref", "ref_path", "not compared"),
            ],
            Self::Google => vec![
                plain("Email", "email", ""),
                plain("Subject", "sub", "compared if configured"),
                plain("Email verified", "email_verified", "must be true"),
            ],
            Self::ActiveState => vec![
                plain("Organization", "organization", ""),
                plain("Project", "project", ""),
                plain("Actor", "actor_id", ""),
            ],
            Self::Buildkite => vec![
                plain("Organization", "organization_slug", ""),
                plain("Pipeline", "pipeline_slug", ""),
                plain("Branch", "build_branch", ""),
            ],
            Self::CircleCi => vec![
                plain("Organization", "aud", ""),
                plain("Project", "oidc.circleci.com/project-id", ""),
                plain("Origin", "oidc.circleci.com/vcs-origin", ""),
                plain("Ref", "oidc.circleci.com/vcs-ref", ""),
            ],
            Self::Other(_) => vec![plain("Issuer", "iss", ""), plain("Subject", "sub", "")],
        }
    }
}

/// `release.yml` of `OWNER/REPO/.github/workflows/release.yml@REF`.
fn workflow(claims: &Claims) -> Option<String> {
    let reference = claims.get("job_workflow_ref")?;
    let path = reference.split('@').next()?;
    let file = path.rsplit_once("/.github/workflows/").map_or(path, |(_, file)| file);
    Some(file.to_owned())
}

/// `.gitlab-ci.yml` of `HOST/NAMESPACE/PROJECT//.gitlab-ci.yml@REF`.
fn pipeline(claims: &Claims) -> Option<String> {
    let reference = claims.get("ci_config_ref_uri")?;
    let path = reference.split('@').next()?;
    let file = path.split_once("//").map_or(path, |(_, file)| file);
    Some(file.to_owned())
}

fn last(path: Option<String>) -> Option<String> {
    let path = path?;
    Some(path.rsplit('/').next().unwrap_or_default().to_owned())
}

fn before_last(path: Option<String>) -> Option<String> {
    let path = path?;
    path.rsplit_once('/').map(|(namespace, _)| namespace.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::claims::tests::token;
    use super::*;

    fn summary(claims: &Value) -> (String, String) {
        let claims = Claims::parse(&token(claims)).unwrap();
        (claims.provider().name().to_owned(), claims.summary())
    }

    #[test]
    fn github_has_the_fields_of_its_form() {
        let (name, summary) = summary(&json!({
            "iss": "https://token.actions.githubusercontent.com",
            "repository": "acme/dioxide", "repository_owner": "acme", "ref": "refs/tags/v1.0",
            "job_workflow_ref": "acme/dioxide/.github/workflows/release.yml@refs/tags/v1.0",
            "environment": "pypi",
        }));
        assert_eq!(name, "GitHub Actions");
        assert_eq!(
            summary,
            "owner acme, repository name dioxide, workflow name release.yml, environment name \
             pypi, ref refs/tags/v1.0"
        );
    }

    #[test]
    fn gitlab_has_the_fields_of_its_form_on_a_server_of_ones_own() {
        let (name, summary) = summary(&json!({
            "iss": "https://gitlab.example.org", "project_path": "group/sub/dioxide",
            "ci_config_ref_uri": "gitlab.example.org/group/sub/dioxide//ci/release.yml@refs/heads/main",
        }));
        assert_eq!(name, "GitLab CI/CD");
        assert_eq!(
            summary,
            "namespace group/sub, project name dioxide, top-level pipeline file ci/release.yml, \
             issuer url https://gitlab.example.org"
        );
    }

    #[test]
    fn others_are_known_by_their_issuer() {
        for (iss, name) in [
            ("https://accounts.google.com", "Google Cloud"),
            ("https://accounts.google.com.example.org", "https://accounts.google.com.example.org"),
            ("https://platform.activestate.com/api/v1/oauth/oidc", "ActiveState"),
            ("https://agent.buildkite.com", "Buildkite"),
            ("https://oidc.circleci.com", "CircleCI"),
            ("", "an issuer without a name"),
        ] {
            assert_eq!(summary(&json!({ "iss": iss })).0, name);
        }
    }
}
