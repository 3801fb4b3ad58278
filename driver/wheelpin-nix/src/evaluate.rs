use crate::log::{self, Mistake};
use crate::project::Source;
use crate::stream::NETWORK;
use crate::{Error, Interrupt, Plan, Project, argv};

/// Has Nix evaluate the plan of a project for one build host.
///
/// `system` is a Nix system name (`x86_64-linux`).
///
/// # Errors
///
/// [`Error::Interrupted`], and every variant of [`Error`] that begins with
/// "plan".
pub async fn evaluate_plan(
    project: &Project,
    system: &str,
    interrupt: &Interrupt,
) -> Result<Plan, Error> {
    let (source, _scratch) = project
        .source()
        .map_err(|source| Error::Scratch { project: project.to_string(), source })?;
    let call = argv::eval_plan(&source, system);
    let finished = wheelpin_process::run(&call, interrupt)
        .await
        .map_err(|source| Error::Run { program: call.name(), source })?;
    if interrupt.stop() != crate::Stop::Never {
        return Err(Error::Interrupted);
    }
    if !finished.status.success() {
        let log = String::from_utf8_lossy(&finished.stderr);
        let mut errors = log::errors(&log);
        if errors.is_empty() {
            errors.push(format!("{} ended with {}", argv::NIX, finished.status));
        }
        return Err(failure(project, &source, system, &errors));
    }
    Plan::from_json(&finished.stdout).map_err(|source| Error::plan(project.to_string(), source))
}

/// The error that Nix's messages amount to.
fn failure(project: &Project, source: &Source, system: &str, errors: &[String]) -> Error {
    let name = project.to_string();
    if let Some(Mistake { mistake, remedy }) = errors.iter().find_map(|error| Mistake::parse(error))
    {
        return Error::Configuration { project: name, mistake, remedy };
    }
    let message = errors.join("\n");
    if NETWORK.iter().any(|words| message.contains(words)) {
        return Error::Network { project: name, message };
    }
    if message.contains("does not provide attribute") {
        return Error::NoPlan { project: name, system: system.into() };
    }
    // In a directory the command is typed there. What a tree is evaluated from is
    // gone by then.
    let remedy = matches!(source, Source::Flake { .. })
        .then(|| format!("to see where, type: {}", argv::trace_plan(source, system)));
    Error::Evaluation { project: name, message, remedy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(error: &str) -> Error {
        let project = Project::Reference("github:a/b".into());
        let (source, _) = project.source().unwrap();
        failure(&project, &source, "x86_64-linux", &[error.into()])
    }

    #[test]
    fn wheelpins_own_messages_are_mistakes_in_the_project() {
        assert!(matches!(
            failed("wheelpin: pyproject.toml: no name\n\n  Write one."),
            Error::Configuration { mistake, remedy: Some(remedy), .. }
                if mistake == "pyproject.toml: no name" && remedy == "Write one."
        ));
    }

    #[test]
    fn a_failed_download_is_the_networks() {
        assert!(matches!(
            failed("unable to download 'https://a/b': Couldn't resolve host name (6)"),
            Error::Network { .. }
        ));
    }

    #[test]
    fn a_flake_without_a_plan_is_told_apart() {
        assert!(matches!(
            failed("flake 'github:a/b' does not provide attribute 'matrix.x86_64-linux'"),
            Error::NoPlan { .. }
        ));
    }

    #[test]
    fn anything_else_comes_with_the_command_that_shows_more() {
        assert!(matches!(
            failed("undefined variable 'x'"),
            Error::Evaluation { remedy: Some(remedy), .. } if remedy.contains("--show-trace")
        ));
        let tree = Source::Tree { expression: "import /gone".into() };
        let error = failure(&Project::Tree("a".into()), &tree, "x86_64-linux", &["b".into()]);
        assert!(matches!(error, Error::Evaluation { remedy: None, .. }));
    }
}
