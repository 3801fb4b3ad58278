use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "inherited-secrets",
    severity: Severity::Warning,
    finds: "a reusable workflow that is given every secret",
    why: "It gets all secrets of the repository, also those it has no use for, and those that are added later.",
    remedy: "name the secrets it needs: `secrets: {NAME: ${{ secrets.NAME }}}`",
    source: "https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let jobs = context.repository.workflows().flat_map(|file| file.jobs());
    jobs.filter(|job| job.node.text_at(["secrets"]) == Some("inherit"))
        .filter_map(|job| {
            let uses = job.node.get("uses")?;
            let message = format!("{} is given every secret", uses.text()?);
            Some(Found::new(&job.file.path, message).at(uses))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn only_all_secrets_are_too_many() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    secrets: inherit\n  b:\n    uses: ./.github/workflows/b.yml\n    secrets: {X: y}\n",
        );
        assert_eq!(sample.lines("inherited-secrets"), [3]);
    }
}
