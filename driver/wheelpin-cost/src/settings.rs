use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::minutes::Minutes;
use crate::money::Price;

/// `[tool.wheelpin.cost]`: what a project says of prices and times.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// What prices are in; those of GitHub's runners are in US dollars.
    pub currency: String,
    /// Who pays for standard runners.
    pub visibility: Visibility,
    /// Prices per minute, by label of a runner.
    pub runners: BTreeMap<String, Price>,
    /// Minutes of jobs of wheelpin's workflow, by job id, where the project knows better.
    pub minutes: BTreeMap<String, Minutes>,
    /// The workflows that the project had.
    pub before: Before,
}

/// `[tool.wheelpin.cost.before]`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Before {
    /// File names below `.github/workflows`; empty: those that publish.
    pub workflows: Vec<String>,
    /// Minutes of jobs, by job id; `default` is for all others.
    pub minutes: BTreeMap<String, Minutes>,
}

/// Who sees a repository.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everybody: standard runners are free (GitHub Docs, "GitHub Actions billing").
    #[default]
    Public,
    /// Some: every minute is paid, once those that a plan includes are used up.
    Private,
}

impl Settings {
    /// The currency of GitHub's prices.
    pub const DOLLAR: &'static str = "USD";
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Self::DOLLAR.into(),
            visibility: Visibility::default(),
            runners: BTreeMap::new(),
            minutes: BTreeMap::new(),
            before: Before::default(),
        }
    }
}

impl Before {
    /// What is said of a job.
    pub(crate) fn minutes_of(&self, job: &str) -> Option<Minutes> {
        self.minutes.get(job).or_else(|| self.minutes.get("default")).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_is_not_as_usual() {
        let text = "visibility = \"private\"\nminutes.plan = 3\n[before]\nworkflows = [\"a.yml\"]\nminutes = { default = 5, build = 2.5 }\n";
        let settings: Settings = toml::from_str(text).unwrap();
        assert_eq!(settings.visibility, Visibility::Private);
        assert_eq!(settings.before.minutes_of("build").map(Minutes::millis), Some(150_000));
        assert_eq!(settings.before.minutes_of("other").map(Minutes::millis), Some(300_000));
        assert_eq!(settings.minutes.get("plan").map(|it| it.millis()), Some(180_000));
    }

    #[test]
    fn hostile_numbers_and_unknown_keys_are_refused() {
        for text in [
            "runners.a = -1",
            "runners.a = nan",
            "runners.a = inf",
            "runners.a = 9223372036854775807",
            "runners.a = \"1\"",
            "minutes.a = 0",
            "minutes.a = 1e300",
            "before.minutes.a = -5",
            "visibility = \"secret\"",
            "price = 1",
            "before.runs = 1",
        ] {
            assert!(toml::from_str::<Settings>(text).is_err(), "{text}");
        }
    }
}
