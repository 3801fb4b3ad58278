use serde::Deserialize;

use crate::Error;

/// What a project wants of its files: `[tool.wheelpin.init]`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choices {
    /// The repository's page, such as `https://forge.example/OWNER/NAME`.
    pub repository: Option<String>,
    /// The branch that releases are made from.
    pub branch: String,
    /// Which CI systems get files.
    pub ci: Vec<Ci>,
    /// How many jobs build the wheels of a release, 1 to 32.
    pub shards: usize,
    /// The GitHub environment that publishes.
    pub environment: String,
    /// A nightly Rust, such as `nightly-2026-11-01`, whose tests may fail.
    pub nightly: Option<String>,
    /// Whether the project's Criterion benchmarks run.
    pub benchmarks: bool,
    /// Further arguments of `wheelpin release`, for an index that is not known by name.
    pub arguments: Vec<String>,
    /// Addresses of binary caches that the project trusts.
    pub substituters: Vec<String>,
    /// Their public keys.
    pub trusted_public_keys: Vec<String>,
}

/// A CI system that files are made for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Ci {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            repository: None,
            branch: "main".into(),
            ci: vec![Ci::Github],
            shards: 1,
            environment: "pypi".into(),
            nightly: None,
            benchmarks: false,
            arguments: Vec::new(),
            substituters: Vec::new(),
            trusted_public_keys: Vec::new(),
        }
    }
}

impl Choices {
    /// Whether they can be followed.
    ///
    /// # Errors
    ///
    /// [`Error::Choice`] and [`Error::Unfit`].
    pub fn check(&self) -> Result<(), Error> {
        if !(1..=32).contains(&self.shards) {
            return Err(Error::Choice {
                mistake: format!("shards = {}", self.shards),
                help: "write a number from 1 to 32".into(),
            });
        }
        if self.substituters.is_empty() != self.trusted_public_keys.is_empty() {
            return Err(Error::Choice {
                mistake: "a binary cache needs its address and its public key".into(),
                help: "write both: substituters = [\"ADDRESS\"] and trusted-public-keys = [\"NAME:KEY\"]"
                    .into(),
            });
        }
        if let Some(nightly) = &self.nightly
            && !is_dated(nightly)
        {
            return Err(Error::Choice {
                mistake: format!("nightly = {nightly:?} is not a nightly of a day"),
                help: "write one such as: nightly = \"nightly-2026-11-01\"".into(),
            });
        }
        let words = [("a branch", &self.branch), ("an environment", &self.environment)];
        for (what, text) in words {
            fit(what, text)?;
        }
        // Such as stand in a shell's word as they are.
        let is_fit = |it: char| it.is_ascii_alphanumeric() || ":/.-_+=@,%".contains(it);
        let lists = [
            ("a binary cache", &self.substituters),
            ("a public key", &self.trusted_public_keys),
            ("an argument", &self.arguments),
        ];
        for (what, texts) in lists {
            if let Some(text) = texts.iter().find(|it| it.is_empty() || !it.chars().all(is_fit)) {
                return Err(Error::Unfit { what, text: text.clone() });
            }
        }
        Ok(())
    }
}

/// Whether a text can stand in a workflow and a shell without quotes.
pub(crate) fn fit(what: &'static str, text: &str) -> Result<(), Error> {
    let is_fit = |it: char| it.is_ascii_alphanumeric() || "._-/+".contains(it);
    if text.is_empty() || text.starts_with('-') || !text.chars().all(is_fit) {
        return Err(Error::Unfit { what, text: text.into() });
    }
    Ok(())
}

fn is_dated(nightly: &str) -> bool {
    let Some(date) = nightly.strip_prefix("nightly-") else { return false };
    let parts: Vec<&str> = date.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(choices: &Choices) -> String {
        choices.check().unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        let shards = Choices { shards: 0, ..Choices::default() };
        assert_eq!(mistake(&shards), "[tool.wheelpin.init]: shards = 0");
        let nightly = Choices { nightly: Some("nightly".into()), ..Choices::default() };
        assert!(mistake(&nightly).contains("is not a nightly of a day"));
        let cache =
            Choices { substituters: vec!["https://c.example".into()], ..Choices::default() };
        assert!(mistake(&cache).contains("its public key"));
        let branch = Choices { branch: "main'; id".into(), ..Choices::default() };
        assert!(mistake(&branch).contains("cannot stand in a workflow"));
    }

    #[test]
    fn the_usual_can_be_followed() {
        Choices::default().check().unwrap();
        let nightly = Choices { nightly: Some("nightly-2026-11-01".into()), ..Choices::default() };
        nightly.check().unwrap();
    }
}
