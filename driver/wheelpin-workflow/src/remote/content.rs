use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::facts::CommitFacts;
use crate::remote::argv;
use crate::remote::git::Git;
use crate::remote::scratch::Scratch;
use crate::rules::missing_input::required_inputs;
use crate::yaml::read_yaml_bytes;

/// Reads which inputs actions require, at commits that branches or tags have. What cannot be
/// read is left unknown.
pub(super) async fn read_inputs(
    git: &Git,
    scratch: &Scratch,
    wanted: &BTreeMap<String, BTreeSet<String>>,
    facts: &mut BTreeMap<String, CommitFacts>,
) -> Result<(), Error> {
    let is_reachable =
        |commit: &&String| matches!(facts.get(*commit), Some(CommitFacts::Reachable { .. }));
    let commits: Vec<&str> = wanted.keys().filter(is_reachable).map(String::as_str).collect();
    if commits.is_empty() {
        return Ok(());
    }
    if git.run(Some(scratch.path()), argv::fetch_content(&commits)).await?.is_err() {
        return Ok(());
    }
    scratch.cut_off()?;
    for (commit, paths) in wanted {
        let Some(CommitFacts::Reachable { required, .. }) = facts.get_mut(commit) else { continue };
        for path in paths {
            required.insert(path.clone(), inputs(git, scratch, commit, path).await?);
        }
    }
    Ok(())
}

async fn inputs(
    git: &Git,
    scratch: &Scratch,
    commit: &str,
    path: &str,
) -> Result<Option<Vec<String>>, Error> {
    // A reusable workflow has inputs of another kind.
    if path.ends_with(".yml") || path.ends_with(".yaml") {
        return Ok(None);
    }
    for name in ["action.yml", "action.yaml"] {
        let file = if path.is_empty() { name.into() } else { format!("{path}/{name}") };
        if let Ok(bytes) = git.run(Some(scratch.path()), argv::file(commit, &file)).await? {
            return Ok(read_yaml_bytes(&bytes).ok().map(|action| required_inputs(&action)));
        }
    }
    Ok(None)
}
