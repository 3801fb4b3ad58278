use serde_json::Value;

use crate::publisher::{Claims, Kind};

/// Who a certificate is for.
pub(super) enum Name {
    Uri(String),
    Email(String),
}

/// What a certificate says of an identity.
pub(super) struct Identity {
    pub(super) name: Name,
    /// The text whose signature shows that the key is theirs.
    pub(super) challenge: String,
    /// Extensions by their number below 1.3.6.1.4.1.57264.1 (Fulcio, `docs/oid-info.md`).
    pub(super) extensions: Vec<(u64, String)>,
}

/// What Fulcio makes of claims (its `pkg/identity/github`, `…/gitlabcom` and `…/email`); none if
/// the issuer is none that it knows, or a claim is missing.
pub(super) fn identity(claims: &Claims) -> Option<Identity> {
    let issuer = claims.get("iss").and_then(Value::as_str)?;
    let kind = Kind::of(issuer)?;
    let text = |claim: &str| claims.get(claim).and_then(Value::as_str).unwrap_or_default();
    let required = |claim: &str| Some(text(claim).to_owned()).filter(|text| !text.is_empty());
    let mut extensions = vec![(8, issuer.to_owned())];
    let mut add = |number: u64, value: String| {
        if !value.is_empty() {
            extensions.push((number, value));
        }
    };
    let host = |path: &str| match kind {
        Kind::GitHub => format!("https://github.com/{path}"),
        _ => format!("https://gitlab.com/{path}"),
    };
    let name = match kind {
        Kind::GitHub => {
            let repository = required("repository")?;
            let name = host(&required("job_workflow_ref")?);
            add(9, name.clone());
            add(10, text("job_workflow_sha").into());
            add(11, text("runner_environment").into());
            add(12, host(&repository));
            add(13, text("sha").into());
            add(14, text("ref").into());
            add(15, text("repository_id").into());
            add(16, host(text("repository_owner")));
            add(17, text("repository_owner_id").into());
            add(18, host(text("workflow_ref")));
            add(19, text("workflow_sha").into());
            add(20, text("event_name").into());
            let run = format!(
                "{repository}/actions/runs/{}/attempts/{}",
                text("run_id"),
                text("run_attempt")
            );
            add(21, host(&run));
            add(22, text("repository_visibility").into());
            Name::Uri(name)
        }
        Kind::GitLab => {
            let name = format!("https://{}", required("ci_config_ref_uri")?);
            add(9, name.clone());
            add(10, text("ci_config_sha").into());
            add(11, text("runner_environment").into());
            add(12, host(&required("project_path")?));
            add(13, text("sha").into());
            add(14, text("ref_path").into());
            add(15, text("project_id").into());
            add(16, host(text("namespace_path")));
            add(17, text("namespace_id").into());
            add(18, name.clone());
            add(19, text("ci_config_sha").into());
            add(20, text("pipeline_source").into());
            add(21, host(&format!("{}/-/jobs/{}", text("project_path"), text("job_id"))));
            add(22, text("project_visibility").into());
            Name::Uri(name)
        }
        Kind::Google => {
            if claims.get("email_verified") != Some(&Value::Bool(true)) {
                return None;
            }
            Name::Email(required("email")?)
        }
        // Fulcio does not know it.
        Kind::ActiveState => return None,
    };
    let challenge = match &name {
        Name::Email(email) => email.clone(),
        Name::Uri(_) => required("sub")?,
    };
    Some(Identity { name, challenge, extensions })
}
