use wheelpin_workflow::{ActionVersion, LOCK, Lock, LockedAction, LockedImage};

use crate::{Action, Error, Image};

/// Actions and images that files are made with: the project's own lock file, and what this version
/// of wheelpin knows beside.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pins {
    own: Lock,
    known: Lock,
}

impl Pins {
    /// Those that this version of wheelpin knows.
    #[must_use]
    pub fn known() -> Self {
        let known = Lock::parse(include_str!("../data/wheelpin-pins.json"));
        Self { own: Lock::default(), known: known.unwrap_or_default() }
    }

    /// With those of a project's lock file, which count where they are newer.
    ///
    /// # Errors
    ///
    /// [`Error::Pins`].
    pub fn with(self, text: &str) -> Result<Self, Error> {
        let own =
            Lock::parse(text).map_err(|mistake| Error::Pins { path: LOCK.into(), mistake })?;
        let is_fit = |text: &str| text.chars().all(|it| !it.is_control() && !it.is_whitespace());
        let tag = |locked: &LockedAction| locked.tag.clone().unwrap_or_default();
        if let Some(locked) = own.actions.iter().find(|it| !is_fit(&it.action) || !is_fit(&tag(it)))
        {
            let mistake = format!("{:?} ({:?})", locked.action, locked.tag);
            return Err(Error::Pins { path: LOCK.into(), mistake });
        }
        Ok(Self { own, ..self })
    }

    /// The newest of an action that is known, by `OWNER/NAME`.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<Action> {
        let version = |locked: &&LockedAction| locked.tag.as_deref().and_then(ActionVersion::read);
        let all = self.known.of(name).chain(self.own.of(name));
        let newest = all.filter(|it| version(it).is_some()).max_by_key(version)?;
        Some(Action {
            name: name.into(),
            commit: newest.commit.clone(),
            tag: newest.tag.clone().unwrap_or_default(),
        })
    }

    /// An image, by registry and repository: the project's own, else the known one.
    #[must_use]
    pub fn image(&self, name: &str) -> Option<Image> {
        let is_it = |locked: &&LockedImage| locked.image == name && is_digest(&locked.digest);
        let all = || self.own.images.iter().chain(&self.known.images);
        let locked = all().find(is_it)?;
        let tag = locked.tag.as_deref().map(|tag| format!(":{tag}")).unwrap_or_default();
        Some(Image { name: format!("{name}{tag}"), digest: locked.digest.clone() })
    }

    /// The project's lock file with what files use and it lacks; none if it lacks nothing.
    #[must_use]
    pub fn lock<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
        let mut lock = self.own.clone();
        let is_used = |words: &str| texts.clone().any(|text| text.contains(words));
        for action in &self.known.actions {
            if is_used(&format!("{}@{}", action.action, action.commit))
                && lock.commit(&action.action, &action.commit).is_none()
            {
                lock.actions.insert(action.clone());
            }
        }
        for image in &self.known.images {
            let is_locked = lock.images.iter().any(|it| it.digest == image.digest);
            if is_used(&image.digest) && !is_locked {
                lock.images.insert(image.clone());
            }
        }
        (lock != self.own).then(|| lock.text())
    }
}

fn is_digest(digest: &str) -> bool {
    let digits = digest.strip_prefix("sha256:");
    digits.is_some_and(|it| it.len() == 64 && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKOUT: &str = "actions/checkout";

    fn own(tag: &str) -> Pins {
        let commit = "0".repeat(40);
        let text = format!(
            r#"{{"schema": 1, "actions": [{{"action": "{CHECKOUT}", "tag": "{tag}", "commit": "{commit}",
                "date": "2026-01-31", "reachable": "refs/tags/{tag}", "verified": "2026-01-31"}}]}}"#
        );
        Pins::known().with(&text).unwrap()
    }

    #[test]
    fn every_known_action_has_an_exact_version() {
        let known = Pins::known().known;
        assert!(!known.actions.is_empty() && !known.images.is_empty());
        for action in &known.actions {
            let version = action.tag.as_deref().and_then(ActionVersion::read).unwrap();
            assert!(version.is_exact(), "{}", action.action);
        }
        assert!(known.images.iter().all(|image| is_digest(&image.digest)));
    }

    #[test]
    fn the_newest_counts() {
        let known = Pins::known().action(CHECKOUT).unwrap();
        assert_eq!(own("v1.0.0").action(CHECKOUT).unwrap(), known);
        assert_eq!(own("v99.0.0").action(CHECKOUT).unwrap().tag, "v99.0.0");
    }

    #[test]
    fn a_lock_file_gets_what_is_used_and_keeps_the_rest() {
        let pins = own("v1.0.0");
        let known = pins.action(CHECKOUT).unwrap();
        let text = format!("- uses: {known}\n");
        let lock = Lock::parse(&pins.lock([text.as_str()].into_iter()).unwrap()).unwrap();
        let commits: Vec<_> = lock.of(CHECKOUT).map(|it| it.tag.clone().unwrap()).collect();
        assert_eq!(commits, ["v1.0.0".to_owned(), known.tag]);
        assert_eq!(pins.lock(["nothing"].into_iter()), None);
    }
}
