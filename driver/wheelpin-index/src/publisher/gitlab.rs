//! Publishers on GitLab CI/CD (warehouse, `oidc/models/gitlab.py`, August 2026).

use super::{Claims, Kind, Mismatch, Provider, Publisher, of_environment, text, workflow};

/// Claims without which a token is none of GitLab's.
pub(super) const REQUIRED: &[&str] =
    &["sub", "project_path", "ci_config_ref_uri", "jti", "ref_path", "sha"];

pub(super) fn find<'a>(
    publishers: &[&'a Publisher],
    claims: &Claims,
    is_used: impl Fn(&str) -> bool,
) -> Result<&'a Publisher, Mismatch> {
    let path = text(claims, "project_path");
    let (namespace, project) = path.rsplit_once('/').ok_or_else(Mismatch::none)?;
    let reference = text(claims, "ci_config_ref_uri");
    let file = workflow(reference, "//").ok_or_else(|| {
        Mismatch::Other("Could not extract workflow filename from OIDC claims".into())
    })?;
    let configured: Vec<&Publisher> = publishers
        .iter()
        .copied()
        .filter(|it| match &it.provider {
            Provider::GitLab { namespace: n, repository: r, workflow: w } => {
                n.eq_ignore_ascii_case(namespace) && r.eq_ignore_ascii_case(project) && w == file
            }
            _ => false,
        })
        .collect();
    let publisher = of_environment(&configured, text(claims, "environment"))?;
    let Provider::GitLab { namespace, repository, .. } = &publisher.provider else {
        return Err(Mismatch::none());
    };
    let path = format!("{namespace}/{repository}");
    let mut subject = text(claims, "sub").split(':');
    let right = subject.next() == Some("project_path")
        && subject.next().is_some_and(|of| of.eq_ignore_ascii_case(&path));
    if !right {
        return Err(Mismatch::check("required", "sub"));
    }
    let host = Kind::GitLab.issuer().trim_start_matches("https://");
    let (git_ref, sha) = (text(claims, "ref_path"), text(claims, "sha"));
    if git_ref.is_empty() || sha.is_empty() {
        return Err(Mismatch::Other("The ref_path and sha claims are empty".into()));
    }
    let mut expected = [git_ref, sha].map(|of| format!("{host}/{path}//{file}@{of}"));
    if !expected.iter().any(|it| it == reference) {
        expected.sort();
        return Err(Mismatch::Other(format!(
            "The ci_config_ref_uri claim does not match, expecting one of {expected:?}, got \
             {reference:?}"
        )));
    }
    if is_used(text(claims, "jti")) {
        return Err(Mismatch::Reused);
    }
    Ok(publisher)
}
