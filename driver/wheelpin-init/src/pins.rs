use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Action, Error, Image};

/// Actions and images that are known, each at one commit or digest.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pins {
    actions: BTreeMap<String, Action>,
    images: BTreeMap<String, Image>,
}

#[derive(Deserialize)]
struct Lock {
    schema: u32,
    #[serde(default)]
    actions: Vec<LockedAction>,
    #[serde(default)]
    images: Vec<LockedImage>,
}

#[derive(Deserialize)]
struct LockedAction {
    action: String,
    tag: String,
    commit: String,
}

#[derive(Deserialize)]
struct LockedImage {
    image: String,
    tag: String,
    digest: String,
}

impl Pins {
    /// The lock file that this version of wheelpin comes with, as text.
    pub const TEXT: &str = include_str!("../data/wheelpin-pins.json");

    /// Those that this version of wheelpin knows.
    #[must_use]
    pub fn known() -> Self {
        Self::parse(Self::TEXT, "wheelpin's own").unwrap_or_default()
    }

    /// Those of a lock file.
    ///
    /// # Errors
    ///
    /// [`Error::Pins`], with the name that is given.
    pub fn parse(text: &str, path: &str) -> Result<Self, Error> {
        let wrong = |mistake: String| Error::Pins { path: path.into(), mistake };
        let lock: Lock = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if lock.schema != 1 {
            return Err(wrong(format!("its schema is {}, this wheelpin knows 1", lock.schema)));
        }
        let mut pins = Self::default();
        for LockedAction { action, tag, commit } in lock.actions {
            let is_commit = commit.len() == 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
            let is_fit = |it: char| it.is_ascii_alphanumeric() || "._-/+".contains(it);
            if !is_commit || !action.chars().all(is_fit) || !tag.chars().all(is_fit) {
                return Err(wrong(format!("{action:?} at {commit:?} ({tag:?})")));
            }
            pins.actions.insert(action.clone(), Action { name: action, commit, tag });
        }
        for LockedImage { image, tag, digest } in lock.images {
            let is_digest = digest.strip_prefix("sha256:").is_some_and(|it| {
                it.len() == 64 && it.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            let is_fit = |it: char| it.is_ascii_alphanumeric() || "._-/:".contains(it);
            if !is_digest || !image.chars().all(is_fit) || !tag.chars().all(is_fit) {
                return Err(wrong(format!("{image:?} at {digest:?}")));
            }
            pins.images.insert(image.clone(), Image { name: format!("{image}:{tag}"), digest });
        }
        Ok(pins)
    }

    /// The same, where another has none; so a project keeps what it has, and gets what is new.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (name, action) in other.actions {
            self.actions.entry(name).or_insert(action);
        }
        for (name, image) in other.images {
            self.images.entry(name).or_insert(image);
        }
        self
    }

    /// An action, by `OWNER/NAME`.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Action> {
        self.actions.get(name)
    }

    /// An image, by registry and repository.
    #[must_use]
    pub fn image(&self, name: &str) -> Option<&Image> {
        self.images.get(name)
    }
}
