use crate::project::Project;
use crate::rule::Found;
use crate::step::Step;
use crate::{Area, Rule, Severity};

/// A look for uncommitted changes in a checkout that nothing has touched.
///
/// <https://git-scm.com/docs/git-status>
pub(super) const RULE: Rule = Rule {
    id: "empty-check",
    area: Area::Workflow,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for job in project.workflows.iter().flat_map(|workflow| workflow.jobs()) {
        let steps: Vec<Step<'_>> = job.steps().collect();
        let Some(index) = steps.iter().position(|step| looks_for_changes(*step)) else { continue };
        if steps[..index].iter().all(|step| changes_nothing(*step)) {
            places.push(steps[index].place());
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "a step looks for uncommitted changes in a fresh checkout: it can find none",
        "take the step out, or look after the step that could change something",
    );
    Some(found.at(places))
}

fn looks_for_changes(step: Step<'_>) -> bool {
    step.run().is_some_and(|run| {
        run.contains("git status --porcelain")
            || run.contains("git diff --exit-code")
            || run.contains("git diff --quiet")
    }) && changes_nothing(step)
}

/// Whether a step surely leaves the checkout as it is.
fn changes_nothing(step: Step<'_>) -> bool {
    if let Some(uses) = step.uses() {
        return uses.starts_with("actions/checkout@") || uses.starts_with("actions/setup-");
    }
    let reads = |program: &str| {
        matches!(
            program,
            "echo"
                | "printf"
                | "exit"
                | "fi"
                | "done"
                | "else"
                | "["
                | "[["
                | "test"
                | "grep"
                | "head"
                | "tail"
                | "cut"
                | "cat"
                | "ls"
                | "set"
                | "true"
                | "false"
                | "tr"
                | "awk"
                | "sort"
                | "wc"
        )
    };
    step.run().is_some_and(|run| run.lines().all(writes_nothing))
        && step.commands().iter().all(|command| {
            let git = command.program == "git"
                && matches!(
                    command.subcommand(),
                    Some("status" | "diff" | "log" | "describe" | "rev-parse")
                );
            // What an assignment of something plain leaves.
            let assigns = command.program.contains('=');
            git || assigns || reads(&command.program) || command.program.starts_with(['$', ')'])
        })
}

/// Whether what a line redirects goes to the runner's own files or to nowhere.
fn writes_nothing(line: &str) -> bool {
    line.split('>').skip(1).all(|target| {
        let target = target.trim_start_matches([' ', '"', '$', '{', '&']);
        target.is_empty()
            || target.starts_with("GITHUB_")
            || target.starts_with("/dev/null")
            || target.starts_with(['1', '2', ']'])
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    fn job(before: &str) -> Sample {
        Sample::new().workflow(format!(
            "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n      - run: {before}\n      - run: |\n          if [ -n \"$(git status --porcelain)\" ]; then\n            exit 1\n          fi\n"
        ))
    }

    #[test]
    fn a_look_at_a_fresh_checkout_is_found() {
        assert_eq!(job("echo a >> $GITHUB_OUTPUT").lines("empty-check"), [6]);
    }

    #[test]
    fn variables_change_nothing_but_what_sets_them_may() {
        assert_eq!(job("A=$(grep b c | cut -f 2)").lines("empty-check"), [6]);
        assert_eq!(job("A=b").lines("empty-check"), [6]);
        assert_eq!(job("A=$(cargo fmt)").find("empty-check"), None);
    }

    #[test]
    fn a_look_after_something_ran_is_right() {
        assert_eq!(job("cargo fmt").find("empty-check"), None);
        assert_eq!(job("echo a > b").find("empty-check"), None);
        assert_eq!(Sample::new().workflow(RELEASE).find("empty-check"), None);
    }
}
