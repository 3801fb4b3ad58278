use std::path::{Path, PathBuf};

use gix::{Commit, ObjectId, Repository, Tree};

use super::repository::broken;
use crate::Error;

/// Whether a commit changes anything at or below one of the paths, compared to each
/// of its parents; a merge that only brings together what others changed does not.
///
/// Only the trees above the paths are read.
pub(super) fn touches(
    git: &Repository,
    commit: &Commit<'_>,
    paths: &[PathBuf],
) -> Result<bool, Error> {
    let tree = commit.tree().map_err(|error| broken("trees", error))?;
    let now = entries(&tree, paths)?;
    let mut parents = Vec::new();
    for parent in commit.parent_ids() {
        // Behind the end of a shallow clone.
        let Ok(parent) = git.find_commit(parent) else { continue };
        let tree = parent.tree().map_err(|error| broken("trees", error))?;
        parents.push(entries(&tree, paths)?);
    }
    if parents.is_empty() {
        return Ok(now.iter().any(Option::is_some));
    }
    let is_new = |(at, now)| parents.iter().all(|then| then.get(at) != Some(now));
    Ok(now.iter().enumerate().any(is_new))
}

/// What stands at paths.
fn entries(tree: &Tree<'_>, paths: &[PathBuf]) -> Result<Vec<Option<ObjectId>>, Error> {
    paths.iter().map(|path| entry(tree, path)).collect()
}

fn entry(tree: &Tree<'_>, path: &Path) -> Result<Option<ObjectId>, Error> {
    if path.as_os_str().is_empty() {
        return Ok(Some(tree.id));
    }
    let entry = tree.lookup_entry_by_path(path).map_err(|error| broken("trees", error))?;
    Ok(entry.map(|entry| entry.object_id()))
}
