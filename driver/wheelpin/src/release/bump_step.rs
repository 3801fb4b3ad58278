use std::fs;
use std::path::{Path, PathBuf};

use wheelpin_release::bump::{Project, State};
use wheelpin_release::changelog::date;
use wheelpin_release::git::{Git, Work, argv};
use wheelpin_release::journal::Progress;
use wheelpin_release::version::Version;
use wheelpin_release::writing::Transaction;

use crate::error::Error;

/// The release's commit: made in a second working tree, or found where an earlier run made it.
pub(crate) fn commit(
    work: &Work,
    progress: &Progress,
    directory: &Path,
    package: Option<&str>,
) -> Result<String, Error> {
    let release = &progress.release;
    if let Some(kept) = work.kept(&release.tag)
        && work.parent(&kept).as_deref() == Some(&release.base)
    {
        return Ok(kept);
    }
    let tree = work.worktree(&release.base)?;
    let inside = tree.join(directory);
    let state = State::read(Project::read(&inside, package)?)?;
    let version: Version = release.version.parse().map_err(wheelpin_release::Error::from)?;
    let outcome = state.outcome(None, Some(version))?;
    let Some(next) = &outcome.next else {
        return Err(Error::NoVersion { tag: release.tag.clone() });
    };
    let files = state.files(&outcome, next, &date(progress.began / 1000))?;
    Transaction::new(&files, &state.git_directory).write()?;
    let paths: Vec<PathBuf> = files.keys().cloned().collect();
    let git = Git::new(&tree);
    git.run(&argv::add(&paths))?;
    git.run(&argv::commit(&format!("chore(release): {}", release.tag), &paths))?;
    let commit = git.run(&argv::head())?.trim().to_owned();
    work.keep(&release.tag, &commit)?;
    Ok(commit)
}

/// The notes of a release, as its commit's changelog has them; none where it has none.
pub(crate) fn notes(clone: &Path, package: Option<&str>, version: &str) -> Result<String, Error> {
    let project = Project::read(clone, package)?;
    let version: Version = version.parse().map_err(wheelpin_release::Error::from)?;
    let file = project.changelog_file();
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Err(source) => return Err(Error::Changelog { path: file, source }),
    };
    let changelog = wheelpin_release::changelog::Changelog::parse(&text);
    Ok(changelog.notes(&version).unwrap_or_default().to_owned())
}
