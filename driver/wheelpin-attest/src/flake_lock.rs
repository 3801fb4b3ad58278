use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::line;
use crate::{Error, Material};

/// Most bytes of a lock file. One with a hundred inputs has 50 kB.
const LARGEST: usize = 4 << 20;

/// A lock file of a flake (Nix manual, "nix flake", "Lock files", version 7).
#[derive(Deserialize)]
struct Lock {
    nodes: BTreeMap<String, Node>,
    root: String,
}

#[derive(Deserialize)]
struct Node {
    locked: Option<Locked>,
}

/// What an input is locked to. Fields that are missing are those of other types.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Locked {
    #[serde(rename = "type")]
    kind: String,
    nar_hash: Option<String>,
    rev: Option<String>,
    owner: Option<String>,
    repo: Option<String>,
    url: Option<String>,
}

/// The inputs that a flake's lock file has, those of inputs too, as what goes into a build.
/// Paths of this machine are not told.
///
/// # Errors
///
/// [`Error::FlakeLock`] if it is no lock file, or too large.
pub fn flake_inputs(lock: &str) -> Result<Vec<Material>, Error> {
    let wrong = |reason: String| Error::FlakeLock { reason };
    if lock.len() > LARGEST {
        return Err(wrong(format!("flake.lock has more than {LARGEST} bytes")));
    }
    let lock: Lock = serde_json::from_str(lock).map_err(|error| wrong(line(&error.to_string())))?;
    let inputs = lock.nodes.into_iter().filter(|(name, _)| *name != lock.root);
    Ok(inputs.filter_map(|(name, node)| material(name, node.locked?)).collect())
}

fn material(name: String, locked: Locked) -> Option<Material> {
    let kind = locked.kind;
    let uri = match (kind.as_str(), locked.owner, locked.repo, locked.url) {
        ("path", ..) => format!("path:{name}"),
        (_, Some(owner), Some(repo), _) => match &locked.rev {
            Some(rev) => format!("{kind}:{owner}/{repo}/{rev}"),
            None => format!("{kind}:{owner}/{repo}"),
        },
        ("git", _, _, Some(url)) => format!("git+{url}"),
        (_, _, _, Some(url)) => url,
        _ => return None,
    };
    let mut digests = Vec::new();
    if let Some(hash) = locked.nar_hash {
        digests.push(("narHash".into(), hash));
    }
    if let Some(rev) = locked.rev {
        digests.push(("gitCommit".into(), rev));
    }
    Some(Material { name, uri, digests })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_have_their_hashes() {
        let inputs = flake_inputs(include_str!("../../../flake.lock")).unwrap();
        let crane = inputs.iter().find(|input| input.name == "crane").unwrap();
        assert!(crane.uri.starts_with("github:ipetkov/crane/"));
        assert!(
            crane
                .digests
                .iter()
                .any(|(name, hash)| name == "narHash" && hash.starts_with("sha256-"))
        );
        assert!(inputs.iter().all(|input| input.name != "root" && !input.digests.is_empty()));
    }

    #[test]
    fn paths_are_not_told() {
        let lock = r#"{"root":"root","nodes":{"root":{},"own":{"locked":
            {"type":"path","path":"/home/someone/own","narHash":"sha256-A="}}}}"#;
        let inputs = flake_inputs(lock).unwrap();
        assert_eq!(inputs[0].uri, "path:own");
    }

    #[test]
    fn what_is_no_lock_file_is_refused() {
        for lock in ["", "{}", "[]", r#"{"root":"root"}"#, &" ".repeat(LARGEST + 1)] {
            assert!(matches!(flake_inputs(lock), Err(Error::FlakeLock { .. })));
        }
    }
}
