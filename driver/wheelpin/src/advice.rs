//! What a comparison of wheels means for a version: in `wheelpin diff`, and as advice to
//! `wheelpin bump`.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use wheelpin_diff::{Comparison, Step};
use wheelpin_release::bump::{Outcome, State};
use wheelpin_release::version::{Level, Version, ZeroRules};
use wheelpin_wheel::canonical_name;

use crate::error::Error;

/// What the changes ask of the version after.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VersionAdvice {
    /// The step of the version: below 1.0.0 a minor one stands for a major one.
    pub(crate) version_step: Step,
    /// The first version after the one before that the changes allow; none where that has another
    /// form than three numbers.
    pub(crate) next_version: Option<String>,
    /// Whether the version after is that far; none where it cannot be known.
    pub(crate) is_far_enough: Option<bool>,
}

/// As `wheelpin bump` does unless a project says otherwise.
const ZERO_RULES: ZeroRules = ZeroRules { major_on_zero: false, allow_zero_version: true };

impl VersionAdvice {
    pub(crate) fn of(comparison: &Comparison) -> Self {
        let (before, after) =
            (numbers(&comparison.before.version), numbers(&comparison.after.version));
        let is_pre = |version: &str| {
            pep440_rs::Version::from_str(version).is_ok_and(|version| version.any_prerelease())
        };
        // From 2.0.0rc1 to 2.0.0 is no step: what 2.0.0 may change is for the last release to say.
        let is_same_release = before.is_some()
            && before == after
            && (is_pre(&comparison.before.version) || is_pre(&comparison.after.version));
        let is_zero = before.is_some_and(|before| before.major == 0);
        let version_step = match comparison.step {
            Step::Major if is_zero => Step::Minor,
            step => step,
        };
        let next = before.filter(|_| !is_same_release);
        let next = next.map(|before| before.stepped(level(comparison.step), ZERO_RULES));
        let is_far_enough =
            next.zip(after).filter(|_| before != after).map(|(next, after)| after >= next);
        Self { version_step, next_version: next.map(|next| next.to_string()), is_far_enough }
    }
}

/// The step as `wheelpin bump` counts.
pub(crate) const fn level(step: Step) -> Level {
    match step {
        Step::None => Level::None,
        Step::Patch => Level::Patch,
        Step::Minor => Level::Minor,
        Step::Major => Level::Major,
    }
}

/// The release numbers of a Python version, where there are up to three and no epoch.
fn numbers(version: &str) -> Option<Version> {
    let version = pep440_rs::Version::from_str(version).ok()?;
    if version.epoch() != 0 {
        return None;
    }
    match *version.release() {
        [major] => Some(Version::new(major, 0, 0)),
        [major, minor] => Some(Version::new(major, minor, 0)),
        [major, minor, patch] => Some(Version::new(major, minor, patch)),
        _ => None,
    }
}

/// What `wheelpin bump` reads of a comparison.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Advice {
    schema: u32,
    /// Normalised.
    pub(crate) project: String,
    pub(crate) before: AdviceSide,
    pub(crate) step: Step,
    pub(crate) changes: Vec<AdviceChange>,
}

/// One side of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct AdviceSide {
    pub(crate) version: String,
}

/// One change.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct AdviceChange {
    pub(crate) step: Step,
    pub(crate) rule: String,
    pub(crate) what: String,
    pub(crate) text: String,
}

/// Bytes of the longest file that is read.
const LONGEST: u64 = 256 << 20;

impl Advice {
    /// Reads what `wheelpin diff --json` wrote.
    ///
    /// # Errors
    ///
    /// [`Error::Advice`].
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let wrong = |source| Error::Advice { path: path.into(), source };
        let mut text = Vec::new();
        let file = File::open(path).map_err(|error| wrong(error.into()))?;
        file.take(LONGEST).read_to_end(&mut text).map_err(|error| wrong(error.into()))?;
        let advice: Self = serde_json::from_slice(&text).map_err(|error| wrong(error.into()))?;
        match advice.schema {
            1 => Ok(advice),
            other => Err(wrong(format!("it is of schema {other}, and 1 is what is known").into())),
        }
    }

    /// Reads it for a project of that name, where that is known.
    ///
    /// # Errors
    ///
    /// [`Error::Advice`], also where it is of another project.
    pub(crate) fn read_for(path: &Path, project: Option<&str>) -> Result<Self, Error> {
        let advice = Self::read(path)?;
        match project.map(canonical_name) {
            Some(name) if name != advice.project => {
                let why =
                    format!("it is of the project {}, and this one is {name}", advice.project);
                Err(Error::Advice { path: path.into(), source: why.into() })
            }
            _ => Ok(advice),
        }
    }

    /// Holds it against what the commits ask for.
    pub(crate) fn against(self, state: &State, outcome: &Outcome) -> Advised {
        let base = state.known.base();
        let asked = level(self.step);
        let version = base.map(|base| base.stepped(asked, state.project.settings.zero_rules()));
        let is_far_enough = match (&outcome.next, version) {
            (Some(next), Some(version)) => next.version.release() >= version,
            (Some(_), None) => true,
            // Other bytes alone are no reason to release.
            (None, _) => asked <= Level::Patch,
        };
        let compared = numbers(&self.before.version);
        let is_of_other = base.is_some_and(|base| compared != Some(base.release()));
        Advised {
            step: self.step,
            version: version.map(|version| version.to_string()),
            is_far_enough,
            compared_with: self.before.version,
            is_of_other,
            changes: self.changes.into_iter().filter(|change| change.step == self.step).collect(),
        }
    }
}

/// Advice, and whether the next version is as it advises.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Advised {
    /// What the changes ask for.
    pub(crate) step: Step,
    /// The version of that step after the last release.
    pub(crate) version: Option<String>,
    /// Whether the next version is that far.
    pub(crate) is_far_enough: bool,
    /// The version that was compared with.
    pub(crate) compared_with: String,
    /// Whether that is not the last release.
    pub(crate) is_of_other: bool,
    /// The changes that ask for the step.
    pub(crate) changes: Vec<AdviceChange>,
}
