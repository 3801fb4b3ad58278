//! What remotes say of actions: data that rules look at, gathered elsewhere.

use std::collections::BTreeMap;

/// What is known of the repositories that actions are of.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Facts {
    /// By `owner/name` in lower case.
    pub repositories: BTreeMap<String, RepositoryFacts>,
    /// What registries say of images, by the image as written.
    pub images: BTreeMap<String, ImageFacts>,
}

/// What is known of one repository.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RepositoryFacts {
    /// Why nothing is known: it could not be asked. Then all else is empty.
    pub unreachable: Option<String>,
    /// The commits of its branches and tags, annotated tags peeled, by full name
    /// (`refs/tags/v1`), both sorted.
    pub references: BTreeMap<String, String>,
    /// What was asked about, by commit.
    pub commits: BTreeMap<String, CommitFacts>,
    /// When the commits of its tags were committed, if it was asked for: seconds since 1970.
    pub dates: BTreeMap<String, i64>,
}

/// What is known of one commit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CommitFacts {
    /// A branch or tag has it.
    Reachable {
        /// When it was committed, as `2024-10-24` (UTC), if it was asked for.
        date: Option<String>,
        /// One of the branches and tags that have it.
        from: String,
        /// Those branches that comments name, and that have it: `stable`.
        branches: Vec<String>,
        /// Inputs that its `action.yml` says are required and have no default, by the path of
        /// the action; none where it could not be read.
        required: BTreeMap<String, Option<Vec<String>>>,
    },
    /// The remote gives it, and none of its branches and tags has it: somebody else's.
    Impostor {
        /// `refs/pull/7/head`, where that is it.
        from: Option<String>,
    },
    /// There is no such commit.
    Missing {
        /// The commit that begins with the most of its digits, if those are more than chance.
        nearest: Option<Nearest>,
    },
}

/// A commit that begins like another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Nearest {
    /// All of its digits.
    pub commit: String,
    /// How many are the same.
    pub digits: usize,
}

/// What a registry says of an image.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ImageFacts {
    /// It has the digest, and the tag stands for it now, or for another one.
    There {
        /// What the tag stands for now, where there is one.
        tag_now: Option<String>,
    },
    /// It has no such digest.
    Missing,
    /// It was not asked, or did not answer.
    Unverified {
        /// Why.
        reason: String,
    },
}

impl Facts {
    /// What is known of a repository, in any case.
    #[must_use]
    pub fn of(&self, repository: &str) -> Option<&RepositoryFacts> {
        self.repositories.get(&repository.to_ascii_lowercase())
    }
}

impl RepositoryFacts {
    /// The commit that a tag stands for.
    #[must_use]
    pub fn tag(&self, name: &str) -> Option<&str> {
        self.references.get(&format!("refs/tags/{name}")).map(String::as_str)
    }

    /// The commit that a tag, or else a branch, stands for.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        let branch = || self.references.get(&format!("refs/heads/{name}")).map(String::as_str);
        self.tag(name).or_else(branch)
    }

    /// The tags that stand for a commit, the most exact (`v1.2.3` before `v1`) first.
    #[must_use]
    pub fn tags_at(&self, commit: &str) -> Vec<&str> {
        let mut tags: Vec<&str> = self
            .references
            .iter()
            .filter(|(_, at)| at.as_str() == commit)
            .filter_map(|(name, _)| name.strip_prefix("refs/tags/"))
            .collect();
        tags.sort_by_key(|tag| (std::cmp::Reverse(tag.matches('.').count()), tag.len(), *tag));
        tags
    }
}
