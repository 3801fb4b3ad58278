use crate::context::Context;
use crate::expression::is_computed;
use crate::finding::{Found, Severity};
use crate::model::{Kind, Step};
use crate::publishing::{PYPI_PUBLISH, PYPI_TOKEN, TOKEN_VARIABLES, is_upload, publishes};
use crate::rule::Rule;
use crate::shell::commands;
use crate::source_text::SourceText;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "api-token",
    severity: Severity::Warning,
    finds: "a token or password for an index, where the index takes trusted publishers",
    why: "A token is good for anyone, from anywhere, until somebody deletes it. What a trusted \
          publisher gets is good for one job of one workflow, for minutes.",
    remedy: "register the workflow as a trusted publisher at the index, give its publishing job \
             `id-token: write`, and delete the token and its secret",
    source: "https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &context.repository.files {
        // Never the value: it may be the token itself.
        for (key, node) in file.root.scalars() {
            let text = node.text().unwrap_or_default();
            if text.contains(PYPI_TOKEN) {
                let message = "a token of PyPI is written into the file".to_owned();
                let at = Found::new(&file.path, message).at(node).severity(Severity::Error);
                found.push(
                    at.remedy("delete the token at PyPI now: who can read the file can publish"),
                );
            } else if TOKEN_VARIABLES.contains(&key) && !text.trim().is_empty() {
                found.push(
                    Found::new(&file.path, format!("{key} is set: uploads use a token"))
                        .at_key(node),
                );
            }
        }
        for step in file.steps() {
            found.extend(password(step));
            found.extend(command(step));
        }
    }
    found
}

/// The password of the publishing action.
fn password(step: Step<'_>) -> Option<Found> {
    let node = step.with("password").filter(|_| step.is(PYPI_PUBLISH))?;
    if node.text().is_none_or(str::is_empty) || elsewhere(step) {
        return None;
    }
    let message = "the publishing action is given a token instead of being a trusted publisher";
    Some(Found::new(&step.job.file.path, message).at_key(node))
}

/// Whether the action uploads to another index.
fn elsewhere(step: Step<'_>) -> bool {
    let urls =
        ["repository-url", "repository_url"].into_iter().filter_map(|input| step.with(input));
    let mut urls = urls.filter_map(Node::text);
    urls.any(|url| !is_computed(url) && !is_pypi(url))
}

/// Whether an address is one of PyPI or TestPyPI.
fn is_pypi(url: &str) -> bool {
    let host = url.split('/').nth(2).unwrap_or_default();
    let mut labels = host.rsplit('.');
    (labels.next(), labels.next()) == (Some("org"), Some("pypi"))
}

/// Uploading commands in a job that cannot be a trusted publisher.
fn command(step: Step<'_>) -> Vec<Found> {
    let is_publisher = step.job.permission("id-token") == Some("write");
    if step.job.file.kind == Kind::Action || is_publisher || !publishes(step) {
        return Vec::new();
    }
    let source = step.node.get("run").and_then(|node| SourceText::of(step.job.file, node));
    let Some(source) = source else { return Vec::new() };
    commands(source.text)
        .into_iter()
        .filter(is_upload)
        .map(|command| {
            let program = command.program();
            let message =
                format!("{program} uploads in a job without `id-token: write`: it needs a token");
            Found::new(&step.job.file.path, message).span(source.span(&command.bytes))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn every_way_to_give_a_token_is_told() {
        let sample = Sample::new().steps(
            "- run: |\n    true\n    twine upload dist/*\n- env: {UV_PUBLISH_TOKEN: '${{ secrets.X }}'}\n  run: x\n\
             - uses: pypa/gh-action-pypi-publish@v1\n  with:\n    password: ${{ secrets.X }}\n\
             - run: echo pypi-AgEIcHlwaS5vcmc\n",
        );
        assert_eq!(sample.lines("api-token"), [8, 9, 13, 14]);
        assert!(!format!("{:?}", sample.find("api-token")).contains("cHlwaS5"));
    }

    #[test]
    fn a_trusted_publisher_and_other_indexes_are_right() {
        let sample = Sample::new().workflow(
            "permissions: {id-token: write}\njobs:\n  a:\n    steps:\n      - run: uv publish\n\
             \x20     - uses: pypa/gh-action-pypi-publish@v1\n\
             \x20     - uses: pypa/gh-action-pypi-publish@v1\n\
             \x20       with: {password: x, repository-url: 'https://index.example/legacy/'}\n",
        );
        assert_eq!(sample.lines("api-token"), [0; 0]);
    }
}
