use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The lock file, relative to the root of the repository.
pub const LOCK: &str = ".github/wheelpin-pins.json";

/// The version of its format.
pub const SCHEMA: u32 = 1;

/// Verified facts about what workflows use (`.github/wheelpin-pins.json`). Sorted, so that
/// two people's changes merge.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Commits of actions and reusable workflows.
    #[serde(default)]
    pub actions: BTreeSet<LockedAction>,
    /// Container images.
    #[serde(default)]
    pub images: BTreeSet<LockedImage>,
    /// What actions download.
    #[serde(default)]
    pub downloads: BTreeSet<LockedDownload>,
}

/// One commit of one repository.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LockedAction {
    /// `owner/name`, as the workflows write it.
    pub action: String,
    /// The tag that stands for it, the most exact one; none where no tag does.
    pub tag: Option<String>,
    /// 40 or 64 digits.
    pub commit: String,
    /// When it was committed, as `2024-10-24` (UTC).
    pub date: String,
    /// A branch or tag that has it, as `refs/tags/v5.3.0`.
    pub reachable: String,
    /// When that was last found to be so, as `2026-01-31` (UTC).
    pub verified: String,
}

/// One container image.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LockedImage {
    /// Registry and path, as the workflows write it.
    pub image: String,
    /// Its tag, where the workflows name one.
    pub tag: Option<String>,
    /// `sha256:` and 64 digits.
    pub digest: String,
    /// When its registry last said so; none if it was never asked.
    pub verified: Option<String>,
}

/// What one input of an action makes it download.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LockedDownload {
    /// `owner/name`, as the workflows write it.
    pub action: String,
    /// The input.
    pub input: String,
    /// Its value.
    pub value: String,
}

impl Default for Lock {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            actions: BTreeSet::new(),
            images: BTreeSet::new(),
            downloads: BTreeSet::new(),
        }
    }
}

impl Lock {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// What is wrong with it, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Schema {
            schema: u32,
        }
        let schema: Schema = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if schema.schema != SCHEMA {
            return Err(format!(
                "it has schema {}, and this wheelpin knows {SCHEMA}: use the wheelpin that wrote it, or a newer one",
                schema.schema
            ));
        }
        let lock: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        for locked in &lock.actions {
            let is_commit = matches!(locked.commit.len(), 40 | 64)
                && locked.commit.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            if !is_commit {
                return Err(format!("{} has no commit of 40 digits", locked.action));
            }
        }
        Ok(lock)
    }

    /// As it is written: sorted, an entry over several lines, a line end behind the last.
    #[must_use]
    pub fn text(&self) -> String {
        // Strings and lists of them: writing them as JSON cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The entry of a commit.
    #[must_use]
    pub fn commit(&self, repository: &str, commit: &str) -> Option<&LockedAction> {
        self.of(repository).find(|locked| locked.commit == commit)
    }

    /// The entries of a repository, in any case.
    pub fn of(&self, repository: &str) -> impl Iterator<Item = &LockedAction> {
        self.actions.iter().filter(move |locked| locked.action.eq_ignore_ascii_case(repository))
    }
}
