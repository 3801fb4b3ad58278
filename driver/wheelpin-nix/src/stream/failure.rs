use serde::Serialize;

use crate::StorePath;

/// Why a derivation failed, as far as Nix's message tells.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FailureReason {
    /// The builder ended with a code other than 0.
    ExitCode {
        /// The code.
        code: u32,
    },
    /// The builder was killed.
    Signal {
        /// The signal's number.
        signal: u32,
    },
    /// A fetched file is not the one that was pinned.
    HashMismatch {
        /// The pinned hash.
        wanted: String,
        /// The hash of what was fetched.
        got: String,
    },
    /// It took longer than `--timeout` or was silent for longer than
    /// `--max-silent-time`.
    TimedOut {
        /// The limit in seconds, where it is told.
        seconds: Option<u64>,
        /// Whether it was silence that was limited.
        silent: bool,
    },
    /// It was not begun, since derivations that it depends on failed.
    Dependency {
        /// How many of them.
        count: u64,
    },
    /// Anything else.
    Other {
        /// Nix's message, of several lines.
        text: String,
    },
}

impl FailureReason {
    /// Reads an error, in plain text: of which derivation it tells, where it
    /// names one, and why that failed. None if no derivation failed by it.
    ///
    /// Nix has no codes for this (NixOS/nix#13910), so its words are what there
    /// is, and only at their places: the rest may be a builder's.
    pub(super) fn parse(message: &str) -> Option<(Option<StorePath>, Self)> {
        let message = message.trim();
        let (first, more) = message.split_once('\n').unwrap_or((message, ""));
        // Up to 2.33 it has the derivation, from 2.34 it has none.
        if let Some((derivation, limit)) = first.split_once("timed out after ")
            && (derivation.is_empty() || derivation.starts_with("building of '"))
        {
            let reason =
                Self::TimedOut { seconds: number(limit), silent: limit.contains("silence") };
            return Some((quoted_derivation(derivation), reason));
        }
        let derivation = quoted_derivation(first)?;
        // `nix-store` lists what it was asked for, whichever failed.
        if first.starts_with("build of '") {
            return None;
        }
        let reason = Self::of_builder(first)
            .or_else(|| Self::of_reason(first, more))
            .or_else(|| Self::of_hashes(first, more))
            .or_else(|| Self::of_dependencies(first))
            .unwrap_or_else(|| Self::Other { text: message.into() });
        Some((Some(derivation), reason))
    }

    /// Up to 2.29, and Lix: `builder for 'DERIVATION' failed with exit code 1`.
    fn of_builder(first: &str) -> Option<Self> {
        let (_, end) = first.strip_prefix("builder for '")?.split_once("' ")?;
        Self::of_end(end)
    }

    /// From 2.30: `Cannot build 'DERIVATION'.`, and on the next line
    /// `Reason: builder failed with exit code 1.`
    fn of_reason(first: &str, more: &str) -> Option<Self> {
        first.strip_prefix("Cannot build '")?;
        let reason = more.lines().next()?.trim().strip_prefix("Reason: ")?;
        if let Some(end) = reason.strip_prefix("builder ") {
            return Self::of_end(end);
        }
        let (count, rest) = reason.split_once(' ')?;
        rest.starts_with("dependenc").then_some(())?;
        Some(Self::Dependency { count: count.parse().ok()? })
    }

    fn of_end(end: &str) -> Option<Self> {
        if let Some(code) = end.strip_prefix("failed with exit code ") {
            return Some(Self::ExitCode { code: number(code)? });
        }
        let signal = end.strip_prefix("failed due to signal ")?;
        Some(Self::Signal { signal: number(signal)? })
    }

    /// `hash mismatch in fixed-output derivation 'DERIVATION':`, and two lines.
    fn of_hashes(first: &str, more: &str) -> Option<Self> {
        first.strip_prefix("hash mismatch in fixed-output derivation '")?;
        let hash = |key| more.lines().find_map(|line| line.trim().strip_prefix(key));
        let text = |hash: &str| hash.trim().to_owned();
        Some(Self::HashMismatch {
            wanted: hash("specified:").map(text)?,
            got: hash("got:").map(text)?,
        })
    }

    /// Up to 2.29, and Lix: `2 dependencies of derivation 'DERIVATION' failed to
    /// build`.
    fn of_dependencies(first: &str) -> Option<Self> {
        let (count, _) = first.split_once(" dependencies of derivation '")?;
        Some(Self::Dependency { count: count.parse().ok()? })
    }
}

/// The first derivation in quotes. Nix adds what is wanted of it:
/// `'/nix/store/HASH-NAME.drv!out'`, `^out` in newer releases.
fn quoted_derivation(text: &str) -> Option<StorePath> {
    // Not every other quote: there may be apostrophes.
    text.split('\'')
        .skip(1)
        .map(|path| path.split_once(['!', '^']).map_or(path, |(path, _)| path))
        .filter_map(StorePath::parse)
        .find(StorePath::is_derivation)
}

/// The number that a text begins with.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DERIVATION: &str = "/nix/store/00000000000000000000000000000000-a.drv";

    #[track_caller]
    fn reason(message: &str) -> FailureReason {
        let (derivation, reason) =
            FailureReason::parse(&message.replace("DRV", DERIVATION)).unwrap();
        assert_eq!(derivation.unwrap().as_str(), DERIVATION);
        reason
    }

    #[test]
    fn an_exit_code_is_read_from_old_and_new_messages() {
        for message in [
            "builder for 'DRV' failed with exit code 3",
            "builder for 'DRV' failed with exit code 3;\n       last 1 log lines:\n       > no",
            "Cannot build 'DRV'.\nReason: builder failed with exit code 3.\nOutput paths:\n  /nix",
            "Cannot build 'DRV'.\n       Reason: builder failed with exit code 3.",
        ] {
            assert_eq!(reason(message), FailureReason::ExitCode { code: 3 }, "{message}");
        }
    }

    #[test]
    fn a_signal_is_read_from_old_and_new_messages() {
        for message in [
            "builder for 'DRV' failed due to signal 9 (Killed)",
            "Cannot build 'DRV'.\nReason: builder failed due to signal 9 (Killed).",
        ] {
            assert_eq!(reason(message), FailureReason::Signal { signal: 9 }, "{message}");
        }
    }

    #[test]
    fn dependencies_that_failed_are_counted() {
        for (message, count) in [
            ("1 dependencies of derivation 'DRV' failed to build", 1),
            ("Cannot build 'DRV'.\nReason: 1 dependency failed.", 1),
            ("Cannot build 'DRV'.\nReason: 10 dependencies failed.", 10),
        ] {
            assert_eq!(reason(message), FailureReason::Dependency { count }, "{message}");
        }
    }

    #[test]
    fn a_time_limit_may_come_without_a_derivation() {
        assert_eq!(
            reason("building of 'DRV!out' from .drv file timed out after 15 seconds"),
            FailureReason::TimedOut { seconds: Some(15), silent: false },
        );
        assert_eq!(
            FailureReason::parse("timed out after 5 seconds of silence"),
            Some((None, FailureReason::TimedOut { seconds: Some(5), silent: true })),
        );
    }

    #[test]
    fn a_hash_mismatch_has_both_hashes() {
        assert_eq!(
            reason(
                "hash mismatch in fixed-output derivation 'DRV':\n  specified: sha256-A=\n     got:    sha256-B="
            ),
            FailureReason::HashMismatch { wanted: "sha256-A=".into(), got: "sha256-B=".into() },
        );
    }

    #[test]
    fn other_errors_of_a_derivation_are_kept_whole() {
        for text in [
            format!("derivation '{DERIVATION}' may not be deterministic"),
            format!("a 'x86_64-linux' is required to build '{DERIVATION}', but I'm none"),
        ] {
            assert_eq!(reason(&text), FailureReason::Other { text });
        }
        for message in [
            "builder for 'DRV' failed with exit code many",
            "builder for 'DRV' died abnormally",
            "Cannot build 'DRV'.",
            "hash mismatch in fixed-output derivation 'DRV':\n  specified: a",
        ] {
            assert!(matches!(reason(message), FailureReason::Other { .. }), "{message}");
        }
    }

    #[test]
    fn errors_of_nothing_built_are_no_failures() {
        for message in [
            "",
            "interrupted by the user",
            "path 'a' timed out after 3 seconds",
            "builder for 'a' failed with exit code 1",
            "build of 'DRV' failed",
        ] {
            assert_eq!(
                FailureReason::parse(&message.replace("DRV", DERIVATION)),
                None,
                "{message}"
            );
        }
    }

    #[test]
    fn what_a_builder_wrote_is_not_taken_for_nixs_words() {
        assert_eq!(
            reason(
                "builder for 'DRV' failed with exit code 1;\n > builder for '/nix/store/00000000000000000000000000000000-b.drv' failed with exit code 2"
            ),
            FailureReason::ExitCode { code: 1 },
        );
    }
}
