use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::{PYPI_TOKEN, TOKEN_VARIABLES};

/// A long-lived token or password for an index, in a workflow or beside it.
///
/// <https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/>
pub(super) const RULE: Rule = Rule {
    id: "api-token",
    area: Area::Security,
    severity: Severity::Error,
    points: 40,
    most: 40,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in project.workflows.iter().chain(&project.actions) {
        for (key, node) in workflow.node.scalars() {
            if is_token(key, node.text().unwrap_or_default()) {
                // Never the value: it may be the token itself.
                places.push(workflow.at(node).detail(key));
            }
        }
        for step in workflow.steps() {
            if step.is("pypa/gh-action-pypi-publish") && step.with("password").is_some_and(is_given)
            {
                let line =
                    step.node.at(["with", "password"]).map_or(step.node.line, |node| node.line);
                places.push(Place::line(&workflow.file, line).detail("password"));
            }
        }
    }
    for path in project.tree.paths().filter(|path| path.rsplit('/').next() == Some(".pypirc")) {
        let text = project.tree.text(path).unwrap_or_default();
        if text.lines().any(|line| line.trim_start().starts_with("password")) {
            places.push(Place::file(path).detail("password"));
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are uploaded with a token or password: whoever gets hold of it can publish, at any time",
        "register the workflow as a trusted publisher on PyPI, give its publishing job `id-token: write`, \
         and delete the token",
    );
    Some(found.at(places))
}

fn is_token(key: &str, text: &str) -> bool {
    (TOKEN_VARIABLES.contains(&key) && is_given(text))
        || text.contains(PYPI_TOKEN)
        || names_secret(text)
}

fn is_given(text: &str) -> bool {
    !text.trim().is_empty() && text != "~"
}

/// Whether it takes a secret whose name speaks of PyPI.
fn names_secret(text: &str) -> bool {
    text.split("secrets.").skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest[..end].to_ascii_uppercase().contains("PYPI")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{RELEASE, Sample};
    use wheelpin_workflow::yaml::Node;
    use wheelpin_workflow::yaml::read_yaml;

    fn found(node: &Node) -> bool {
        node.scalars().iter().any(|(key, node)| is_token(key, node.text().unwrap_or_default()))
    }

    #[test]
    fn every_way_to_give_a_token_is_found() {
        for text in [
            "env: {TWINE_PASSWORD: '${{ secrets.X }}'}",
            "env: {MATURIN_PYPI_TOKEN: x}",
            "run: uv publish --token ${{ secrets.PYPI_API_TOKEN }}",
            "run: echo pypi-AgEIcHlwaS5vcmc",
        ] {
            assert!(found(&read_yaml(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn the_password_of_the_publishing_action_is_found() {
        let sample = Sample::new()
            .release("{skip-existing: true}", "\n          password: ${{ secrets.ANY }}");
        assert_eq!(sample.lines("api-token"), [42]);
    }

    #[test]
    fn no_token_is_shown() {
        let sample = Sample::new().release("run: pytest", "run: echo pypi-AgEIabc");
        let finding = sample.find("api-token").unwrap();
        assert!(!format!("{finding:?}").contains("abc"));
    }

    #[test]
    fn trusted_publishing_has_no_token() {
        assert_eq!(Sample::new().workflow(RELEASE).find("api-token"), None);
        let github = Sample::new().release("run: pytest", "run: gh ${{ secrets.GITHUB_TOKEN }}");
        assert_eq!(github.find("api-token"), None);
    }
}
