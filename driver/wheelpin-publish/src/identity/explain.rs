//! What a person must change when an index refuses an identity.

use std::fmt::Write;

use super::provider::Row;
use super::{Claims, Provider};
use crate::Index;

/// What to do about a refusal, and what the token says beside what a publisher is configured
/// with. The codes are Warehouse's (`warehouse/oidc/views.py`, 2026-08-21).
pub(super) fn help(code: &str, index: &Index, claims: &Claims) -> String {
    let provider = claims.provider();
    let mut help = match code {
        "invalid-publisher" => no_publisher(index, &provider, claims),
        "invalid-pending-publisher" => format!(
            "the project exists already, and the publisher was made for one that does not: if it is \
             yours, add the publisher to it and remove the pending one{}; if not, choose another name",
            at(index)
        ),
        "invalid-reuse-token" => "an identity token is taken once, and this one was taken before: \
             run the job again, which gives it a new one; do not publish twice in one job of GitLab"
            .into(),
        "invalid-token" => "the index cannot verify the identity token: see that it is for this \
             index (audience), not over (until), and that its issuer is one the index knows"
            .into(),
        "not-enabled" => format!(
            "{} has switched off publishers of {} for now: look at its status page and try again \
             later; --token-from-env VARIABLE is the emergency way",
            index.title,
            provider.name()
        ),
        "invalid-payload" if provider.is_of_warehouse() => "the index does not take what it was \
             sent, or could not make the project of a pending publisher: look whether the project's \
             name is allowed and free, then run the job again"
            .into(),
        "invalid-payload" => format!(
            "publishers of {} may not exist on {}: publish from a CI system that it knows, or with \
             --token-from-env VARIABLE",
            provider.name(),
            index.title
        ),
        _ => format!(
            "wheelpin does not know this answer; compare the publisher with this job{}",
            at(index)
        ),
    };
    help.push_str(":\n");
    help.push_str(&table(&provider, claims));
    if code == "invalid-token" {
        let until = claims.expires().map_or_else(|| "not told".into(), |time| time.to_string());
        let _ = write!(help, "\naudience {}, until {until}", claims.audience().join(", "));
    }
    help
}

fn no_publisher(index: &Index, provider: &Provider, claims: &Claims) -> String {
    if !provider.is_of_warehouse() && index.is_warehouse {
        return format!(
            "{} has no publishers of {}: publish from a CI system that it knows, or with \
             --token-from-env VARIABLE",
            index.title,
            provider.name()
        );
    }
    let mut help = format!(
        "no publisher on {} is configured with all of this; add one, or correct it{}",
        index.title,
        at(index)
    );
    for hint in hints(provider, claims) {
        let _ = write!(help, "; {hint}");
    }
    help
}

/// Where publishers are configured.
fn at(index: &Index) -> String {
    index.pending_publishers_page().map_or_else(String::new, |page| format!(", at {page}"))
}

/// What is often wrong, seen from the token alone.
fn hints(provider: &Provider, claims: &Claims) -> Vec<&'static str> {
    let mut hints = Vec::new();
    if matches!(provider, Provider::GitHub | Provider::GitLab)
        && claims.get("environment").is_none()
    {
        hints.push("this job has no environment, which a publisher with one needs");
    }
    if *provider == Provider::GitHub {
        let path = |claim| {
            let reference = claims.get(claim)?;
            reference.split('@').next().map(str::to_lowercase)
        };
        if let (Some(of_job), Some(of_run)) = (path("job_workflow_ref"), path("workflow_ref"))
            && of_job != of_run
        {
            hints.push(
                "the job stands in a reusable workflow, which cannot be a publisher: call wheelpin \
                 in the workflow that is configured",
            );
        }
        if claims.get("event_name").as_deref() == Some("pull_request_target") {
            hints.push("jobs started by pull_request_target are always refused");
        }
    }
    if *provider == Provider::Google && claims.get("email_verified").as_deref() != Some("true") {
        hints.push("the account's e-mail address is not verified");
    }
    hints
}

/// Fields of the index's form beside what they are here.
fn table(provider: &Provider, claims: &Claims) -> String {
    let rows = provider.rows(claims);
    let head = Row { label: "publisher", here: Some("here".into()), claim: "claim", note: "" };
    let all: Vec<&Row> = [&head].into_iter().chain(&rows).collect();
    let here = |row: &Row| row.here.clone().unwrap_or_else(|| "(none)".into());
    let width = |text: &dyn Fn(&Row) -> usize| all.iter().map(|row| text(row)).max().unwrap_or(0);
    let labels = width(&|row| row.label.chars().count());
    let values = width(&|row| here(row).chars().count());
    let mut table = String::new();
    for row in &all {
        let note = if row.note.is_empty() { String::new() } else { format!(", {}", row.note) };
        let (label, here) = (row.label, here(row));
        let line = format!("  {label:labels$}  {here:values$}  {}{note}", row.claim);
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table.truncate(table.trim_end().len());
    table
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::claims::tests::token;
    use super::*;

    fn explained(code: &str, claims: &Value) -> String {
        let index = Index::private("https://index.example.org/legacy/".parse().unwrap());
        help(code, &index, &Claims::parse(&token(claims)).unwrap())
    }

    fn github() -> Value {
        json!({
            "iss": "https://token.actions.githubusercontent.com", "aud": "pypi", "exp": 1_800_000_000,
            "repository": "acme/dioxide", "repository_owner": "acme", "ref": "refs/heads/main",
            "job_workflow_ref": "acme/dioxide/.github/workflows/release.yml@refs/heads/main",
            "workflow_ref": "acme/dioxide/.github/workflows/release.yml@refs/heads/main",
            "event_name": "push",
        })
    }

    #[test]
    fn no_publisher_shows_what_one_must_have() {
        assert_eq!(
            explained("invalid-publisher", &github()),
            "no publisher on index.example.org is configured with all of this; add one, or correct \
             it; this job has no environment, which a publisher with one needs:
  publisher         here             claim
  Owner             acme             repository_owner
  Repository name   dioxide          repository
  Workflow name     release.yml      job_workflow_ref
  Environment name  (none)           environment, compared if configured
  Ref               refs/heads/main  ref, not compared"
        );
    }

    #[test]
    fn the_page_of_a_known_index_is_named() {
        let index = Index::named("pypi").unwrap();
        let claims = Claims::parse(&token(&github())).unwrap();
        let page = index.pending_publishers_page().unwrap();
        for code in ["invalid-publisher", "invalid-pending-publisher", "something-new"] {
            assert!(help(code, &index, &claims).contains(page.as_str()), "{code}");
        }
    }

    #[test]
    fn every_code_has_its_own_help_and_the_claims() {
        let codes = [
            "invalid-publisher",
            "invalid-pending-publisher",
            "invalid-reuse-token",
            "invalid-token",
            "not-enabled",
            "invalid-payload",
            "something-new",
        ];
        let mut helps: Vec<String> = codes.iter().map(|code| explained(code, &github())).collect();
        assert!(helps.iter().all(|help| help.contains("Workflow name     release.yml")));
        helps.sort();
        helps.dedup();
        assert_eq!(helps.len(), codes.len());
        assert!(explained("invalid-token", &github()).contains("audience pypi, until 2027-01-15T"));
    }

    #[test]
    fn reusable_workflows_and_pull_requests_are_told() {
        let mut claims = github();
        claims["job_workflow_ref"] = json!("acme/shared/.github/workflows/publish.yml@v1");
        claims["event_name"] = json!("pull_request_target");
        claims["environment"] = json!("pypi");
        let help = explained("invalid-publisher", &claims);
        assert!(help.contains("a reusable workflow, which cannot be a publisher"));
        assert!(help.contains("pull_request_target are always refused"));
        assert!(!help.contains("has no environment"));
    }

    #[test]
    fn a_ci_system_that_an_index_does_not_know_is_told() {
        let claims = json!({ "iss": "https://agent.buildkite.com", "pipeline_slug": "release" });
        assert!(explained("invalid-payload", &claims).contains("publishers of Buildkite"));
        let index = Index::named("pypi").unwrap();
        let help = help("invalid-publisher", &index, &Claims::parse(&token(&claims)).unwrap());
        assert!(help.starts_with("PyPI has no publishers of Buildkite"), "{help}");
    }
}
