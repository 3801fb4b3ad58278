use std::collections::BTreeMap;
use std::path::Path;

use crate::Error;
use crate::git::{Git, argv};

/// What a remote has.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Remote {
    /// The commit of the branch.
    pub branch: Option<String>,
    /// Commits by their tags.
    pub tags: BTreeMap<String, String>,
}

impl Remote {
    /// Asks a remote, by its name or address, for a branch and all tags.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn read(root: &Path, remote: &str, branch: &str) -> Result<Self, Error> {
        Ok(Self::parse(&Git::new(root).run(&argv::remote(remote, branch))?, branch))
    }

    /// From lines `HASH TAB REF`. A tag that is an object of its own comes twice, the
    /// second time with `^{}` and the commit.
    fn parse(text: &str, branch: &str) -> Self {
        let mut remote = Self::default();
        for (hash, name) in text.lines().filter_map(|line| line.split_once('\t')) {
            if name.strip_prefix("refs/heads/") == Some(branch) {
                remote.branch = Some(hash.into());
            } else if let Some(tag) = name.strip_prefix("refs/tags/") {
                match tag.strip_suffix("^{}") {
                    Some(tag) => drop(remote.tags.insert(tag.into(), hash.into())),
                    None => drop(remote.tags.entry(tag.into()).or_insert_with(|| hash.into())),
                }
            }
        }
        remote
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotated_and_plain_tags_give_their_commits() {
        let text = "1\trefs/heads/main\n2\trefs/heads/a/main\n3\trefs/tags/v1\n4\trefs/tags/v2\n\
                    5\trefs/tags/v2^{}\nno line\n";
        let remote = Remote::parse(text, "main");
        assert_eq!(remote.branch.as_deref(), Some("1"));
        let tags: Vec<(&str, &str)> =
            remote.tags.iter().map(|(tag, commit)| (tag.as_str(), commit.as_str())).collect();
        assert_eq!(tags, [("v1", "3"), ("v2", "5")]);
    }
}
