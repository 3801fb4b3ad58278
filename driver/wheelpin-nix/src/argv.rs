//! Command lines of Nix, as pure functions.

use std::ffi::{OsStr, OsString};

use wheelpin_process::Call;

use crate::StorePath;
use crate::project::Source;

/// The program that evaluates.
pub(crate) const NIX: &str = "nix";
/// The program that builds: its exit codes tell failures apart in every release.
pub(crate) const NIX_STORE: &str = "nix-store";
/// The program that makes a derivation of an expression, without flakes.
pub(crate) const NIX_INSTANTIATE: &str = "nix-instantiate";

/// Settings without which Nix has no `eval` and no flakes (every release up to
/// 2.35; Determinate Nix needs none, and takes them).
const FEATURES: [&str; 2] = ["--extra-experimental-features", "nix-command flakes"];

/// Evaluates a project's plan to JSON on stdout, with messages as JSON records on
/// stderr. `system` is a Nix system name (`x86_64-linux`).
pub(crate) fn eval_plan(source: &Source, system: &str) -> Call {
    let mut argv: Vec<OsString> = FEATURES.map(Into::into).into();
    argv.extend(["eval", "--json", "--log-format", "internal-json"].map(Into::into));
    argv.extend(installable(source, system));
    let directory = source.directory().map(Into::into);
    Call { program: NIX.into(), argv, directory, ..Call::default() }
}

/// The command line that shows a person Nix's own account of the evaluation.
pub(crate) fn trace_plan(source: &Source, system: &str) -> String {
    let words: Vec<String> =
        installable(source, system).iter().map(|word| quoted(&word.to_string_lossy())).collect();
    format!("{NIX} {} '{}' eval --show-trace {}", FEATURES[0], FEATURES[1], words.join(" "))
}

fn installable(source: &Source, system: &str) -> Vec<OsString> {
    match source {
        Source::Flake { reference, .. } => vec![format!("{reference}#matrix.{system}").into()],
        Source::Tree { expression } => {
            vec!["--impure".into(), "--expr".into(), format!("({expression}).matrix").into()]
        }
    }
}

/// Shows Nix's settings as JSON.
pub(crate) fn show_config() -> Call {
    let mut argv: Vec<OsString> = FEATURES.map(Into::into).into();
    argv.extend(["show-config", "--json"].map(Into::into));
    Call { program: NIX.into(), argv, ..Call::default() }
}

/// Prints which Nix it is, and opens no store: `nix-store --version` opens one, which is not
/// everybody's.
pub(crate) fn version() -> Call {
    Call { program: NIX.into(), argv: vec!["--version".into()], ..Call::default() }
}

/// Makes the derivation of an expression and prints its path.
pub(crate) fn instantiate(expression: &str) -> Call {
    let argv = ["--log-format", "internal-json", "--expr", expression].map(Into::into).into();
    Call { program: NIX_INSTANTIATE.into(), argv, ..Call::default() }
}

/// Says on stderr what building a derivation would build and fetch.
pub(crate) fn dry_run(derivation: &StorePath, options: &[(String, String)]) -> Call {
    let mut argv: Vec<OsString> =
        ["--realise".into(), derivation.as_str().into(), "--dry-run".into()].into();
    argv.extend(flags(options));
    Call { program: NIX_STORE.into(), argv, ..Call::default() }
}

/// Builds a derivation; what fails does not stop the rest. Messages are JSON
/// records on stderr.
pub(crate) fn realise(derivation: &StorePath, options: &[(String, String)]) -> Call {
    let mut argv: Vec<OsString> = ["--realise".into(), derivation.as_str().into()].into();
    argv.extend(["--keep-going", "--log-format", "internal-json", "-v"].map(Into::into));
    argv.extend(flags(options));
    Call { program: NIX_STORE.into(), argv, ..Call::default() }
}

/// Prints those of some paths that are not in the store.
pub(crate) fn print_invalid(paths: &[&str]) -> Call {
    let mut argv: Vec<OsString> = ["--check-validity", "--print-invalid"].map(Into::into).into();
    argv.extend(paths.iter().map(Into::into));
    Call { program: NIX_STORE.into(), argv, ..Call::default() }
}

/// Copies paths, with what they refer to, into a store of another kind, whether or not they are
/// signed.
pub(crate) fn copy_to(store: &OsStr, paths: &[OsString]) -> Call {
    let mut argv: Vec<OsString> = FEATURES.map(Into::into).into();
    argv.extend(["copy".into(), "--no-check-sigs".into(), "--to".into(), store.into()]);
    argv.extend_from_slice(paths);
    Call { program: NIX.into(), argv, ..Call::default() }
}

/// Copies derivations themselves, with all that they need to be built from.
pub(crate) fn copy_derivations_to(store: &OsStr, paths: &[OsString]) -> Call {
    let mut call = copy_to(store, paths);
    let at = call.argv.iter().position(|word| word == "--to").unwrap_or(call.argv.len());
    call.argv.insert(at, "--derivation".into());
    call
}

/// Copies paths from a store of another kind, whether or not they are signed.
pub(crate) fn copy_from(store: &OsStr, paths: &[OsString]) -> Call {
    let mut argv: Vec<OsString> = FEATURES.map(Into::into).into();
    argv.extend(["copy", "--no-check-sigs", "--from"].map(Into::into));
    argv.push(store.into());
    argv.extend_from_slice(paths);
    Call { program: NIX.into(), argv, ..Call::default() }
}

/// The command line that shows a person the whole log of a derivation.
#[must_use]
pub fn read_log(derivation: &StorePath) -> String {
    format!("{NIX_STORE} --read-log {}", quoted(derivation.as_str()))
}

fn flags(options: &[(String, String)]) -> impl Iterator<Item = OsString> {
    options.iter().flat_map(|(name, value)| ["--option".into(), name.into(), value.into()])
}

/// A word of a shell's command line, in quotes where it needs them.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./:=+@,".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(call: &Call) -> Vec<&str> {
        call.argv.iter().map(|word| word.to_str().unwrap()).collect()
    }

    fn flake(reference: &str) -> Source {
        Source::Flake { reference: reference.into(), directory: None }
    }

    #[test]
    fn the_plan_is_one_evaluation_to_json() {
        assert_eq!(
            words(&eval_plan(&flake("."), "x86_64-linux")),
            [
                "--extra-experimental-features",
                "nix-command flakes",
                "eval",
                "--json",
                "--log-format",
                "internal-json",
                ".#matrix.x86_64-linux",
            ],
        );
    }

    #[test]
    fn a_tree_is_planned_by_an_expression() {
        let source = Source::Tree { expression: "import /tree { }".into() };
        let call = eval_plan(&source, "x86_64-linux");
        assert_eq!(words(&call)[6..], ["--impure", "--expr", "(import /tree { }).matrix"]);
    }

    #[test]
    fn the_command_to_type_is_quoted_for_a_shell() {
        assert_eq!(
            trace_plan(&flake("path:/it's"), "x86_64-linux"),
            r"nix --extra-experimental-features 'nix-command flakes' eval --show-trace 'path:/it'\''s#matrix.x86_64-linux'",
        );
    }

    #[test]
    fn a_build_goes_on_past_failures() {
        let derivation =
            StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let call = realise(&derivation, &[("max-jobs".into(), "2".into())]);
        assert_eq!(
            words(&call),
            [
                "--realise",
                "/nix/store/00000000000000000000000000000000-a.drv",
                "--keep-going",
                "--log-format",
                "internal-json",
                "-v",
                "--option",
                "max-jobs",
                "2",
            ],
        );
    }
}
