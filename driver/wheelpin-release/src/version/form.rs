use std::str::FromStr;

use pep440_rs::PrereleaseKind;

use super::{Phase, Pre, Version};

/// Why a version is not one that Cargo and Python both can say. Messages read after
/// "failed to".
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum VersionError {
    /// It is a version for neither.
    #[error("read the version {text:?}: it is neither SemVer (1.2.0-beta.1) nor PEP 440 (1.2.0b1)")]
    Syntax {
        /// As given, cut.
        text: String,
    },
    /// It means nothing to Python.
    #[error("say {text} in Python: pre-releases are alpha.1, beta.1, rc.1 and dev.1")]
    Identifier {
        /// As given, cut.
        text: String,
    },
    /// Two kinds of pre-release at once, which Cargo and Python order differently.
    #[error(
        "say {text} to Cargo and Python: they order two kinds of pre-release differently; one of alpha.1, beta.1, rc.1 and dev.1 is possible"
    )]
    Combined {
        /// As given, cut.
        text: String,
    },
    /// A post-release, which to Cargo would come before its release.
    #[error("say {text} in Cargo, which has no post-releases: the next patch version is possible")]
    Post {
        /// As given, cut.
        text: String,
    },
    /// An epoch.
    #[error("say {text} in Cargo, which has no epochs: a higher first number is possible")]
    Epoch {
        /// As given, cut.
        text: String,
    },
    /// A local version, or build metadata.
    #[error("release {text}: indexes take nothing behind a +, and Cargo does not order by it")]
    Local {
        /// As given, cut.
        text: String,
    },
    /// More than three numbers.
    #[error("say {text} in Cargo, which has three numbers: 1.2.3 is possible")]
    Numbers {
        /// As given, cut.
        text: String,
    },
}

/// Reads SemVer (`1.2.0-beta.1`, also `1.2.0-beta` and `1.2.0-beta1`) or PEP 440
/// (`1.2.0b1`, `1.2`), which mean the same value.
///
/// # Errors
///
/// See [`VersionError`].
impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        match semver::Version::parse(text) {
            Ok(version) => from_semver(&version, text),
            Err(_) => from_python(text),
        }
    }
}

impl Version {
    /// PEP 440's normal form: `1.2.0b1`.
    #[must_use]
    pub fn python(&self) -> String {
        let Self { major, minor, patch, pre } = self;
        let pre = pre.map(|Pre { phase, number }| match phase {
            Phase::Dev => format!(".dev{number}"),
            Phase::Alpha => format!("a{number}"),
            Phase::Beta => format!("b{number}"),
            Phase::Rc => format!("rc{number}"),
        });
        format!("{major}.{minor}.{patch}{}", pre.unwrap_or_default())
    }
}

fn from_semver(version: &semver::Version, text: &str) -> Result<Version, VersionError> {
    if !version.build.is_empty() {
        return Err(VersionError::Local { text: clip(text) });
    }
    let semver::Version { major, minor, patch, .. } = *version;
    let release = Version::new(major, minor, patch);
    if version.pre.is_empty() {
        return Ok(release);
    }
    let unknown = || VersionError::Identifier { text: clip(text) };
    let mut parts = version.pre.split('.');
    let first = parts.next().unwrap_or_default();
    let digits = first.find(|character: char| character.is_ascii_digit()).unwrap_or(first.len());
    let (word, attached) = first.split_at_checked(digits).unwrap_or((first, ""));
    let phase = Phase::from_word(word).ok_or_else(unknown)?;
    let number = match (attached, parts.next()) {
        ("", None) => 0,
        ("", Some(number)) | (number, None) => number.parse().map_err(|_| unknown())?,
        (_, Some(_)) => return Err(unknown()),
    };
    match parts.next() {
        None => Ok(release.with_pre(phase, number)),
        Some(word) if Phase::from_word(word).is_some() => {
            Err(VersionError::Combined { text: clip(text) })
        }
        Some(_) => Err(unknown()),
    }
}

fn from_python(text: &str) -> Result<Version, VersionError> {
    let shown = || clip(text);
    if text.contains(char::is_whitespace) {
        return Err(VersionError::Syntax { text: shown() });
    }
    let version =
        pep440_rs::Version::from_str(text).map_err(|_| VersionError::Syntax { text: shown() })?;
    if version.epoch() != 0 {
        return Err(VersionError::Epoch { text: shown() });
    }
    if version.is_post() {
        return Err(VersionError::Post { text: shown() });
    }
    if version.is_local() {
        return Err(VersionError::Local { text: shown() });
    }
    let mut numbers = version.release().iter().copied();
    let mut next = || numbers.next().unwrap_or(0);
    let release = Version::new(next(), next(), next());
    if numbers.any(|number| number != 0) {
        return Err(VersionError::Numbers { text: shown() });
    }
    let pre = match (version.pre(), version.dev()) {
        (None, None) => None,
        (None, Some(number)) => Some(Pre { phase: Phase::Dev, number }),
        (Some(pre), None) => Some(Pre {
            phase: match pre.kind {
                PrereleaseKind::Alpha => Phase::Alpha,
                PrereleaseKind::Beta => Phase::Beta,
                PrereleaseKind::Rc => Phase::Rc,
            },
            number: pre.number,
        }),
        (Some(_), Some(_)) => return Err(VersionError::Combined { text: shown() }),
    };
    Ok(Version { pre, ..release })
}

/// The beginning of a text, fit for a message.
fn clip(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn both_forms_are_one_value() {
        for (semver, python) in [
            ("1.2.0", "1.2.0"),
            ("1.2.0-dev.3", "1.2.0.dev3"),
            ("1.2.0-alpha.1", "1.2.0a1"),
            ("1.2.0-beta.0", "1.2.0b0"),
            ("0.0.0-rc.18446744073709551615", "0.0.0rc18446744073709551615"),
        ] {
            assert_eq!(of(semver), of(python));
            assert_eq!(
                (of(python).to_string().as_str(), of(semver).python().as_str()),
                (semver, python)
            );
        }
    }

    #[test]
    fn other_spellings_are_read() {
        for (text, semver) in [
            ("0.0.4-alpha", "0.0.4-alpha.0"),
            ("0.0.4a0", "0.0.4-alpha.0"),
            ("1.0.0-rc1", "1.0.0-rc.1"),
            ("v1.2", "1.2.0"),
            ("1.0.0.0", "1.0.0"),
            ("1.0-Preview_2", "1.0.0-rc.2"),
            ("1.0.0-DEV.2", "1.0.0-dev.2"),
        ] {
            assert_eq!(of(text).to_string(), semver, "{text}");
        }
    }

    #[test]
    fn what_one_side_cannot_say_is_refused() {
        type E = VersionError;
        let error = |text: &str| text.parse::<Version>().unwrap_err();
        for text in ["", "a", "1.2.3-", "1..2", "1.2.3 b", "99999999999999999999.0.0", "1.2.3-🦀"]
        {
            assert!(matches!(error(text), E::Syntax { .. }), "{text}: {:?}", error(text));
        }
        for text in [
            "1.0.0-nightly.1",
            "1.0.0-1",
            "1.0.0-beta.x",
            "1.0.0-beta1.2",
            "1.0.0-rc.1.2",
            "1.0.0-x-1",
        ] {
            assert!(matches!(error(text), E::Identifier { .. }), "{text}: {:?}", error(text));
        }
        assert!(matches!(error("1.0.0-alpha.1.dev.2"), E::Combined { .. }));
        assert!(matches!(error("1.0a1.dev2"), E::Combined { .. }));
        assert!(matches!(error("1.0.post1"), E::Post { .. }));
        assert!(matches!(error("1!1.0"), E::Epoch { .. }));
        assert!(matches!(error("1.0.0+abc"), E::Local { .. }));
        assert!(matches!(error("1.0+abc"), E::Local { .. }));
        assert!(matches!(error("1.2.3.4"), E::Numbers { .. }));
        assert_eq!(
            error("1.0.0-nightly").to_string(),
            "say 1.0.0-nightly in Python: pre-releases are alpha.1, beta.1, rc.1 and dev.1"
        );
    }

    /// Versions by a generator that is always the same: small numbers, so that
    /// they meet, and some large ones.
    fn generated(count: usize) -> Vec<Version> {
        let mut state = 7_u64;
        let mut next = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        (0..count)
            .map(|_| {
                let mut number = || if next(20) == 0 { u64::MAX - next(3) } else { next(4) };
                let version = Version::new(number(), number(), number());
                let pre = number();
                match next(6) {
                    index @ 0..4 => {
                        version.with_pre(Phase::ALL[usize::try_from(index).unwrap()], pre)
                    }
                    _ => version,
                }
            })
            .collect()
    }

    #[test]
    fn every_value_survives_both_forms() {
        for version in generated(10_000) {
            assert_eq!(of(&version.to_string()), version);
            assert_eq!(of(&version.python()), version);
            assert_eq!(of(&of(&version.python()).to_string()).python(), version.python());
        }
    }

    #[test]
    fn the_orders_are_those_of_cargo_and_of_python() {
        for pair in generated(10_000).windows(2) {
            let [a, b] = pair else { continue };
            let cargo = |version: &Version| semver::Version::parse(&version.to_string()).unwrap();
            let python =
                |version: &Version| pep440_rs::Version::from_str(&version.python()).unwrap();
            assert_eq!(a.semver_cmp(b), cargo(a).cmp(&cargo(b)), "{a} {b}");
            assert_eq!(a.cmp(b), python(a).cmp(&python(b)), "{a} {b}");
        }
    }

    #[test]
    fn only_dev_is_ordered_differently() {
        assert!(!of("1.0.0-alpha.1").follows(&of("1.0.0-dev.1")));
        assert!(!of("1.0.0-dev.1").follows(&of("1.0.0-alpha.1")));
        assert!(of("1.0.0-rc.1").follows(&of("1.0.0-dev.1")));
        assert!(of("1.0.0").follows(&of("1.0.0-dev.1")));
        assert!(of("1.0.0-beta.10").follows(&of("1.0.0-beta.9")));
    }

    /// A version in one of the many spellings that PEP 440 allows, and some that
    /// it does not.
    fn spelled(mut next: impl FnMut(u64) -> u64) -> String {
        let mut text = String::new();
        let mut pick = |from: &[&str]| {
            let index = next(u64::try_from(from.len()).unwrap());
            from[usize::try_from(index).unwrap()].to_owned()
        };
        let numbers = ["0", "1", "2", "01", "10", "18446744073709551615"];
        text.push_str(&pick(&["", "", "", "", "", "v", "V", " ", "1!", "0!"]));
        text.push_str(&pick(&numbers));
        for _ in 0..3 {
            text.push_str(&pick(&["", ".", ".", ".", ".", "-"]));
            if text.ends_with('.') {
                text.push_str(&pick(&numbers));
            }
        }
        for words in [
            ["", "", "a", "beta", "Alpha", "b", "c", "rc", "PRE", "preview", "nightly"].as_slice(),
            &["", "", "", "", "post", "r", "rev"],
            &["", "", "dev", "DEV", "dev"],
        ] {
            let word = pick(words);
            if !word.is_empty() {
                text.push_str(&pick(&["", "-", ".", "_"]));
                text.push_str(&word);
                text.push_str(&pick(&["", "-", ".", "_"]));
                text.push_str(&pick(&["", "0", "1", "2", "07", "10"]));
            }
        }
        text.push_str(&pick(&["", "", "", "", "", "", "", "", "+a.1", "\n"]));
        text
    }

    /// What Python's `packaging` is asked about: `ci/tests/version.sh` runs this and
    /// then that.
    #[test]
    #[ignore = "writes a file for a Python with packaging: ci/test version"]
    fn versions_for_python() {
        let mut state = 11_u64;
        let mut next = move |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        let mut accepted: Vec<(Version, String)> = Vec::new();
        while accepted.len() < 10_000 {
            let text = spelled(&mut next);
            if let Ok(version) = text.parse::<Version>() {
                accepted.push((version, text));
            }
        }
        accepted.sort_by_key(|(version, _)| *version);
        let lines = accepted
            .iter()
            .map(|(version, text)| format!("{text}\t{}\t{version}\n", version.python()));
        let file = std::env::var_os("WHEELPIN_VERSIONS").unwrap();
        std::fs::write(file, lines.collect::<String>()).unwrap();
    }
}
