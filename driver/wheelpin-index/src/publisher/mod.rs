//! Publishers: who may publish a project, by what their CI system says of them.
//!
//! One file per provider, as in warehouse (`warehouse/oidc/models/`, August 2026).

mod activestate;
mod github;
mod gitlab;
mod google;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use wheelpin_attest::Policy;

/// What an identity token says.
pub type Claims = Map<String, Value>;

/// Who may publish a project.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Publisher {
    /// The project's name.
    pub project: String,
    /// Whether the project is made once the publisher first comes.
    #[serde(default)]
    pub pending: bool,
    /// The environment that is asked for; empty is any.
    #[serde(default)]
    pub environment: String,
    /// The CI system, and what of it.
    #[serde(flatten)]
    pub provider: Provider,
}

/// A CI system whose identities PyPI takes, with what a publisher is configured with.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "provider", rename_all = "lowercase", rename_all_fields = "kebab-case")]
pub enum Provider {
    /// GitHub Actions
    GitHub {
        /// User or organisation.
        owner: String,
        /// Without its owner.
        repository: String,
        /// A number, as text.
        owner_id: String,
        /// File name in `.github/workflows`.
        workflow: String,
    },
    /// GitLab CI/CD
    GitLab {
        /// User or groups.
        namespace: String,
        /// Without its namespace.
        repository: String,
        /// Path of the pipeline's file.
        workflow: String,
    },
    /// Google Cloud
    Google {
        /// Of the service account.
        email: String,
        /// Empty is any.
        #[serde(default)]
        sub: String,
    },
    /// ActiveState
    ActiveState {
        /// Name of the organisation.
        organization: String,
        /// Name of its project.
        repository: String,
        /// Of the user who publishes.
        actor_id: String,
    },
}

/// Why claims are none of a publisher.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Mismatch {
    /// `invalid-publisher`, with PyPI's words.
    Other(String),
    /// `invalid-reuse-token`
    Reused,
}

impl Mismatch {
    fn check(kind: &str, claim: &str) -> Self {
        Self::Other(format!("Check failed for {kind} claim '{claim}'"))
    }

    fn none() -> Self {
        Self::Other("Publisher with matching claims was not found".into())
    }
}

/// The providers, by the issuer that their tokens name. Names of issuers, which nothing is
/// fetched from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    GitHub,
    GitLab,
    Google,
    ActiveState,
}

const ISSUERS: [(Kind, &str); 4] = [
    (Kind::GitHub, "https://token.actions.githubusercontent.com"),
    (Kind::GitLab, "https://gitlab.com"),
    (Kind::Google, "https://accounts.google.com"),
    (Kind::ActiveState, "https://platform.activestate.com/api/v1/oauth/oidc"),
];

impl Kind {
    /// That of an issuer.
    pub(crate) fn of(issuer: &str) -> Option<Self> {
        ISSUERS.iter().find(|(_, of)| *of == issuer).map(|(kind, _)| *kind)
    }

    /// What its tokens name as `iss`.
    pub(crate) fn issuer(self) -> &'static str {
        ISSUERS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, issuer)| issuer)
    }

    fn required(self) -> &'static [&'static str] {
        match self {
            Self::GitHub => github::REQUIRED,
            Self::GitLab => gitlab::REQUIRED,
            Self::Google => google::REQUIRED,
            Self::ActiveState => activestate::REQUIRED,
        }
    }
}

impl Provider {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::GitHub { .. } => Kind::GitHub,
            Self::GitLab { .. } => Kind::GitLab,
            Self::Google { .. } => Kind::Google,
            Self::ActiveState { .. } => Kind::ActiveState,
        }
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::GitHub { .. } => "GitHub",
            Self::GitLab { .. } => "GitLab",
            Self::Google { .. } => "Google",
            Self::ActiveState { .. } => "ActiveState",
        }
    }
}

impl Publisher {
    /// The identity that attestations are verified against, as provenance has it (PEP 740); none
    /// for ActiveState, which has none on PyPI.
    pub(crate) fn attestation_identity(&self) -> Option<Value> {
        let environment = (!self.environment.is_empty()).then_some(&self.environment);
        match &self.provider {
            Provider::GitHub { owner, repository, workflow, .. } => Some(json!({
                "kind": "GitHub",
                "claims": null,
                "repository": format!("{owner}/{repository}"),
                "workflow": workflow,
                "environment": environment,
            })),
            Provider::GitLab { namespace, repository, workflow } => Some(json!({
                "kind": "GitLab",
                "claims": null,
                "repository": format!("{namespace}/{repository}"),
                "workflow_filepath": workflow,
                "environment": environment,
            })),
            Provider::Google { email, .. } => {
                Some(json!({ "kind": "Google", "claims": null, "email": email }))
            }
            Provider::ActiveState { .. } => None,
        }
    }

    /// Who must have signed its attestations; none where it has no identity for them.
    pub(crate) fn attestation_policy(&self) -> Option<Policy> {
        match &self.provider {
            Provider::GitHub { owner, repository, workflow, .. } => {
                Some(Policy::github(&format!("{owner}/{repository}"), workflow))
            }
            Provider::GitLab { namespace, repository, workflow } => {
                Some(Policy::gitlab(&format!("{namespace}/{repository}"), workflow))
            }
            Provider::Google { email, .. } => Some(Policy::google(email)),
            Provider::ActiveState { .. } => None,
        }
    }
}

/// The publisher that claims are of, among those that are pending or those that are not
/// (warehouse, `oidc/utils.py`, `find_publisher_by_issuer`, and `oidc/models/_core.py`): every
/// claim that is required is there, then the most special publisher is taken, then its claims
/// are compared. `is_used` tells of a `jti` whether it was used before.
pub(crate) fn find<'a>(
    publishers: impl Iterator<Item = &'a Publisher>,
    kind: Kind,
    claims: &Claims,
    is_used: impl Fn(&str) -> bool,
) -> Result<&'a Publisher, Mismatch> {
    for claim in kind.required() {
        if claims.get(*claim).is_none_or(Value::is_null) {
            return Err(Mismatch::Other(format!("Missing claim '{claim}'")));
        }
    }
    let of_kind: Vec<&Publisher> = publishers.filter(|it| it.provider.kind() == kind).collect();
    match kind {
        Kind::GitHub => github::find(&of_kind, claims, is_used),
        Kind::GitLab => gitlab::find(&of_kind, claims, is_used),
        Kind::Google => google::find(&of_kind, claims),
        Kind::ActiveState => activestate::find(&of_kind, claims),
    }
}

/// A claim that is text; empty where it is missing or something else.
fn text<'a>(claims: &'a Claims, claim: &str) -> &'a str {
    claims.get(claim).and_then(Value::as_str).unwrap_or_default()
}

/// `x.yml` of `…/x.yml@…`: the first part behind `before` that ends in `.yml` or `.yaml` at an
/// `@`.
fn workflow<'a>(reference: &'a str, before: &str) -> Option<&'a str> {
    let path = match before {
        // GitHub's may hold slashes and `@` in the ref, so parts are tried in turn.
        "/" => {
            return reference.split('/').find_map(|part| {
                let ends = part.match_indices('@').map(|(at, _)| &part[..at]);
                ends.rev().find(|name| is_yaml(name))
            });
        }
        _ => reference.split_once(before)?.1,
    };
    let ends = path.match_indices('@').map(|(at, _)| &path[..at]);
    ends.rev().find(|name| is_yaml(name) && !name.ends_with("/.yml") && !name.ends_with("/.yaml"))
}

fn is_yaml(name: &str) -> bool {
    name.strip_suffix(".yml")
        .or_else(|| name.strip_suffix(".yaml"))
        .is_some_and(|it| !it.is_empty())
}

/// The publisher of that environment, else the one without.
fn of_environment<'a>(
    publishers: &[&'a Publisher],
    environment: &str,
) -> Result<&'a Publisher, Mismatch> {
    let of = |wanted: &str| publishers.iter().copied().find(|it| it.environment == wanted);
    let special = if environment.is_empty() { None } else { of(environment) };
    special.or_else(|| of("")).ok_or_else(Mismatch::none)
}
