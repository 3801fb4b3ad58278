use crate::context::Context;
use crate::expression::is_computed;
use crate::finding::{Found, Severity};
use crate::insert::insert_input;
use crate::model::{Job, Step};
use crate::rule::Rule;
use crate::shell::commands;

pub(super) const RULE: Rule = Rule {
    id: "kept-credentials",
    severity: Severity::Warning,
    finds: "a checkout that leaves the workflow's token on disk",
    why: "Every later step can read the token there, and an uploaded artifact of the directory \
          hands it to everyone who may download it.",
    remedy: "add `with: {persist-credentials: false}` to actions/checkout",
    source: "https://github.com/actions/checkout#usage",
    look,
};

/// What else a job may do and surely not need the token on disk.
const HARMLESS: &[&str] = &[
    "actions/cache",
    "actions/download-artifact",
    "actions/setup-node",
    "actions/setup-python",
    "actions/upload-artifact",
    "astral-sh/setup-uv",
    "dtolnay/rust-toolchain",
    "pypa/gh-action-pypi-publish",
    "PyO3/maturin-action",
    "Swatinem/rust-cache",
];

fn look(context: &Context<'_>) -> Vec<Found> {
    let jobs = context.repository.files.iter().flat_map(|file| file.jobs());
    jobs.flat_map(of_job).collect()
}

fn of_job(job: Job<'_>) -> Vec<Found> {
    let steps: Vec<Step<'_>> = job.steps().collect();
    let pushes = steps.iter().filter_map(|step| step.run()).any(|run| run.contains("git push"));
    let mut found = Vec::new();
    for (at, step) in steps.iter().enumerate().filter(|(_, step)| step.is("actions/checkout")) {
        let given = step.with("persist-credentials").and_then(|node| node.text());
        let (message, severity) = match given {
            Some("false") => continue,
            // It needs one, though another way is better.
            None if pushes => ("the checkout leaves the token on disk, to push", Severity::Info),
            None => ("the checkout leaves the token on disk", Severity::Warning),
            Some("true") => ("the checkout is told to leave the token on disk", Severity::Info),
            Some(text) if is_computed(text) => {
                ("the checkout may leave the token on disk", Severity::Info)
            }
            Some(_) => ("the checkout leaves the token on disk", Severity::Warning),
        };
        // A whole `with:` that is an expression says nothing.
        if step.node.text_at(["with"]).is_some() {
            continue;
        }
        let of = Found::new(&job.file.path, message).at(step.node).severity(severity);
        let edit =
            given.is_none().then(|| insert_input(*step, "persist-credentials", "false")).flatten();
        found.push(match edit {
            Some(edit) if steps[at + 1..].iter().all(|step| is_harmless(*step)) => of.fix([edit]),
            Some(edit) => of.unsafe_fix([edit]),
            None => of,
        });
    }
    found
}

/// Whether a step surely asks git for nothing that needs a token.
fn is_harmless(step: Step<'_>) -> bool {
    const PROGRAMS: &[&str] = &["echo", "ls", "mkdir", "twine", "pip", "rustup", "uv", "pytest"];
    match step.run() {
        Some(script) => {
            commands(script).iter().all(|command| PROGRAMS.contains(&command.program()))
        }
        None => step.is("actions/checkout") || HARMLESS.iter().any(|action| step.is(action)),
    }
}

#[cfg(test)]
mod tests {
    use crate::fix::apply;
    use crate::testing::Sample;

    #[test]
    fn a_checkout_that_keeps_the_token_is_told_and_mended() {
        let sample = Sample::new().steps(
            "- uses: actions/checkout@v4\n- uses: actions/checkout@v4 # x\n  with:\n    fetch-depth: 0\n\
             - name: x\n  uses: actions/checkout@v4\n  if: y\n",
        );
        let found = sample.find("kept-credentials");
        let edits: Vec<_> = found.iter().flat_map(|f| f.fix.clone().unwrap().edits).collect();
        assert!(found.iter().all(|finding| finding.fix.as_ref().unwrap().safe));
        let text = apply(&sample.repository().files[0].text, &edits);
        let told = Sample::new().workflow(&text);
        assert_eq!(told.lines("kept-credentials"), [0; 0], "{text}");
        assert!(text.contains("fetch-depth: 0\n"), "{text}");
    }

    #[test]
    fn one_that_does_not_keep_it_is_right() {
        let sample = Sample::new()
            .steps("- uses: actions/checkout@v4\n  with: {persist-credentials: false}\n- uses: a/checkout@v4\n");
        assert_eq!(sample.lines("kept-credentials"), [0; 0]);
    }

    #[test]
    fn where_git_follows_a_person_decides() {
        let sample = Sample::new().steps("- uses: actions/checkout@v4\n- run: git push\n");
        assert!(!sample.find("kept-credentials")[0].fix.as_ref().unwrap().safe);
    }
}
