use crate::context::Context;
use crate::expression::is_computed;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "hardcoded-credentials",
    severity: Severity::Error,
    finds: "a registry's password in a workflow",
    why: "Everyone who can read the file has it.",
    remedy: "change the password now, and take the new one from a secret: `password: ${{ secrets.NAME }}`",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainercredentials",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for job in context.repository.workflows().flat_map(|file| file.jobs()) {
        let services = job.services().iter().map(|(_, node)| node);
        for node in job.container().into_iter().chain(services) {
            let Some(credentials) = node.get("credentials") else { continue };
            if credentials.text_at(["password"]).is_some_and(|text| !is_computed(text)) {
                // Never the password itself.
                let message = "the password of a registry is written into the file";
                found.push(Found::new(&job.file.path, message).at_key(credentials));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_password_is_told_and_a_secret_is_right() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    container:\n      image: x\n      credentials: {username: a, password: hunter2}\n    services:\n      b:\n        \
             image: y\n        credentials: {password: '${{ secrets.X }}'}\n      c:\n        image: y\n        credentials: {password: p}\n",
        );
        assert_eq!(sample.lines("hardcoded-credentials"), [5, 12]);
        assert!(!format!("{:?}", sample.find("hardcoded-credentials")).contains("hunter2"));
    }
}
