//! Publishers on GitHub Actions (warehouse, `oidc/models/github.py`, August 2026).

use super::{Claims, Mismatch, Provider, Publisher, of_environment, text, workflow};

/// Claims without which a token is none of GitHub's.
pub(super) const REQUIRED: &[&str] = &[
    "repository",
    "repository_owner",
    "repository_owner_id",
    "job_workflow_ref",
    "jti",
    "event_name",
    "ref",
    "sha",
];

pub(super) fn find<'a>(
    publishers: &[&'a Publisher],
    claims: &Claims,
    is_used: impl Fn(&str) -> bool,
) -> Result<&'a Publisher, Mismatch> {
    let (owner, repository) =
        text(claims, "repository").split_once('/').ok_or_else(Mismatch::none)?;
    let reference = text(claims, "job_workflow_ref");
    let file = workflow(reference, "/").ok_or_else(|| {
        Mismatch::Other("Could not job extract workflow filename from OIDC claims".into())
    })?;
    let owner_id = text(claims, "repository_owner_id");
    let configured: Vec<&Publisher> = publishers
        .iter()
        .copied()
        .filter(|it| match &it.provider {
            Provider::GitHub { owner: o, repository: r, owner_id: id, workflow: w } => {
                o == owner && r == repository && id == owner_id && w == file
            }
            _ => false,
        })
        .collect();
    let environment = text(claims, "environment").to_lowercase();
    let publisher = of_environment(&configured, &environment)?;
    if text(claims, "repository_owner") != owner {
        return Err(Mismatch::check("required", "repository_owner"));
    }
    let (git_ref, sha) = (text(claims, "ref"), text(claims, "sha"));
    let base = format!("{owner}/{repository}/.github/workflows/{file}");
    let mut expected: Vec<String> = [git_ref, sha]
        .iter()
        .filter(|it| !it.is_empty())
        .map(|of| format!("{base}@{of}"))
        .collect();
    if expected.is_empty() {
        return Err(Mismatch::Other("The ref and sha claims are empty".into()));
    }
    if !expected.iter().any(|it| it == reference) {
        expected.sort();
        return Err(Mismatch::Other(format!(
            "The job_workflow_ref claim does not match, expecting one of {expected:?}, got \
             {reference:?}"
        )));
    }
    if is_used(text(claims, "jti")) {
        return Err(Mismatch::Reused);
    }
    if text(claims, "event_name") == "pull_request_target" {
        let message = "Publishing from a workflow invoked via 'pull_request_target' is not \
                       supported.";
        return Err(Mismatch::Other(message.into()));
    }
    Ok(publisher)
}
