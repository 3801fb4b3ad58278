use std::collections::BTreeMap;

use reqwest::Url;
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
/// Paths of this machine are not told, nor are users, passwords and queries of addresses.
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
        (_, _, _, Some(url)) => match public(&url) {
            Some(url) if kind == "git" => format!("git+{url}"),
            Some(url) => url,
            None => format!("{kind}:{name}"),
        },
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

/// An address that others may know, without what lets one in; none of a file.
fn public(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    if url.scheme() == "file" || url.host().is_none() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    Some(url.into())
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
    fn what_lets_one_in_is_not_told() {
        for (locked, told) in [
            (
                r#"{"type":"git","url":"https://me:secret@git.example/a.git?token=secret"}"#,
                "git+https://git.example/a.git",
            ),
            (
                r#"{"type":"git","url":"ssh://git@git.example/a.git"}"#,
                "git+ssh://git.example/a.git",
            ),
            (r#"{"type":"git","url":"file:///home/someone/own"}"#, "git:own"),
            (
                r#"{"type":"tarball","url":"https://u:secret@host.example/a.tar"}"#,
                "https://host.example/a.tar",
            ),
        ] {
            let lock =
                format!(r#"{{"root":"root","nodes":{{"root":{{}},"own":{{"locked":{locked}}}}}}}"#);
            assert_eq!(flake_inputs(&lock).unwrap()[0].uri, told);
        }
    }

    #[test]
    fn what_is_no_lock_file_is_refused() {
        for lock in ["", "{}", "[]", r#"{"root":"root"}"#, &" ".repeat(LARGEST + 1)] {
            assert!(matches!(flake_inputs(lock), Err(Error::FlakeLock { .. })));
        }
    }
}
