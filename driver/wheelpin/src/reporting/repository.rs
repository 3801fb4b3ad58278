use std::env;
use std::path::Path;

use wheelpin_release::bump::Project;
use wheelpin_release::changelog::Links;
use wheelpin_release::git::{Git, argv};

/// Where the source of a project can be cloned from: as the workflow, the remote or the project's
/// own addresses say.
pub(crate) fn of_project(project: &Project, root: &Path, remote: &str) -> Option<String> {
    of_workflow().or_else(|| of_remote(root, remote)).or_else(|| fit(project.links()?.base()))
}

/// The same for a directory within a repository.
pub(crate) fn of_directory(directory: &Path) -> Option<String> {
    of_workflow().or_else(|| of_remote(directory, "origin"))
}

/// GitHub Actions, "Default environment variables".
fn of_workflow() -> Option<String> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let (server, name) = (variable("GITHUB_SERVER_URL")?, variable("GITHUB_REPOSITORY")?);
    fit(&format!("{server}/{name}"))
}

fn of_remote(root: &Path, remote: &str) -> Option<String> {
    let address = Git::new(root).run(&argv::remote_address(remote)).ok()?;
    fit(Links::new(address.trim(), None)?.base())
}

fn fit(address: &str) -> Option<String> {
    address.starts_with("https://").then(|| address.to_owned())
}
