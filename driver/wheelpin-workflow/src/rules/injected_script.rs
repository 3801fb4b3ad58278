use crate::context::Context;
use crate::expression::{flowing, parse, path};
use crate::finding::{Found, Severity};
use crate::model::Step;
use crate::rule::Rule;
use crate::source_text::SourceText;
use crate::untrusted::{Trust, anyone_starts, trust};
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "injected-script",
    severity: Severity::Warning,
    finds: "an expression put into a script whose value others can write",
    why: "The value is put into the script before a shell reads it: a title, a branch name or an \
          input that holds `$(…)` or a quote runs there, with the job's secrets and permissions.",
    remedy: "hand it over in `env:` and use the variable in the script, in double quotes",
    source: "https://docs.github.com/en/actions/concepts/security/script-injections",
    look,
};

/// Inputs of actions that are run as a script, or a template that is.
const SCRIPTS: &[(&str, &[&str])] = &[
    // https://github.com/actions/github-script#this-action
    ("actions/github-script", &["script"]),
    ("appleboy/ssh-action", &["script"]),
    ("azure/cli", &["inlineScript"]),
    ("azure/powershell", &["inlineScript"]),
    ("mikefarah/yq", &["cmd"]),
    ("sergeysova/jq-action", &["cmd"]),
    ("jannekem/run-python-script-action", &["script"]),
    ("addnab/docker-run-action", &["options", "run"]),
    ("amadevus/pwsh-script", &["script"]),
    ("cardinalby/js-eval-action", &["expression"]),
];

fn look(context: &Context<'_>) -> Vec<Found> {
    let steps = context.repository.files.iter().flat_map(|file| file.steps());
    steps
        .flat_map(|step| scripts(step).into_iter().flat_map(move |node| in_script(step, node)))
        .collect()
}

/// What a step runs.
fn scripts(step: Step<'_>) -> Vec<&Node> {
    let known = SCRIPTS.iter().find(|(action, _)| step.is(action));
    let inputs = known.map(|(_, inputs)| *inputs).unwrap_or_default();
    step.node
        .get("run")
        .into_iter()
        .chain(inputs.iter().filter_map(|input| step.with(input)))
        .collect()
}

fn in_script(step: Step<'_>, node: &Node) -> Vec<Found> {
    let Some(source) = SourceText::of(step.job.file, node) else { return Vec::new() };
    let mut found = Vec::new();
    for fenced in source.expressions() {
        let Some(expression) = parse(fenced.text) else { continue };
        let worst = flowing(&expression)
            .into_iter()
            // What is known only when it runs can be anything.
            .map(|parts| path(parts).map_or(Trust::Own, |path| trust(&path, step)))
            .max();
        let message = match worst {
            None | Some(Trust::Fixed) => continue,
            Some(Trust::Own) => format!("`{}` is put into a script as it is", fenced.text),
            Some(Trust::Anyone) => {
                format!("`{}`, which others write, is put into a script as it is", fenced.text)
            }
        };
        let of = Found::new(&step.job.file.path, message).span(source.span(&fenced.bytes));
        let is_error = worst == Some(Trust::Anyone) && anyone_starts(step);
        found.push(if is_error { of.severity(Severity::Error) } else { of });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::testing::Sample;

    fn told(expression: &str) -> bool {
        let sample = Sample::new().workflow(&format!(
            "on:\n  workflow_dispatch:\n    inputs:\n      text: {{}}\n      yes: {{type: boolean}}\nenv: {{FIXED: x, OTHER: '${{{{ github.ref }}}}'}}\n\
             jobs:\n  a:\n    strategy: {{matrix: {{os: [a, b], x: ['${{{{ github.ref }}}}'], include: [{{os: c, y: 1}}]}}}}\n\
             \x20   steps:\n      - run: echo ${{{{ {expression} }}}}\n"
        ));
        !sample.lines("injected-script").is_empty()
    }

    #[test]
    fn what_others_write_is_told() {
        for expression in [
            "github.event.issue.title",
            "github.head_ref",
            "github.ref_name",
            "inputs.text",
            "github.event.inputs.yes",
            "env.OTHER",
            "env.UNKNOWN",
            "matrix.x",
            "steps.a.outputs.b",
            "needs.a.outputs.b",
            "format('{0}', github['ref'])",
            "github.sha || github.ref",
            "toJSON(github)",
            "fromJSON(inputs.text).a",
            "vars.X",
        ] {
            assert!(told(expression), "{expression}");
        }
    }

    #[test]
    fn what_has_a_fixed_form_is_right() {
        for expression in [
            "github.sha",
            "github.run_id",
            "github.event.pull_request.number",
            "inputs.yes",
            "env.FIXED",
            "matrix.os",
            "matrix.y",
            "secrets.X",
            "needs.a.result",
            "steps.a.outcome",
            "github.ref == 'x' && 'a' || 'b'",
            "contains(github.ref, 'x')",
            "hashFiles('x')",
        ] {
            assert!(!told(expression), "{expression}");
        }
    }

    #[test]
    fn scripts_of_actions_are_looked_at_and_inputs_of_others_are_not() {
        let sample = Sample::new().steps(
            "- uses: actions/github-script@v7\n  with:\n    script: |\n      x\n      y(`${{ github.head_ref }}`)\n\
             - uses: a/b@v1\n  with: {script: '${{ github.head_ref }}'}\n",
        );
        assert_eq!(sample.lines("injected-script"), [10]);
    }

    #[test]
    fn it_is_an_error_where_anyone_starts_it() {
        let sample = Sample::new().workflow(
            "on: issues\njobs:\n  a:\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n",
        );
        assert_eq!(sample.find("injected-script")[0].severity, Severity::Error);
    }
}
