//! Command lines of Nix, as pure functions.

/// The program that every command line is for.
pub const NIX: &str = "nix";

/// Settings without which Nix has no `eval` and no flakes (every release up to
/// 2.35; Determinate Nix needs none, and takes them).
const FEATURES: [&str; 2] = ["--extra-experimental-features", "nix-command flakes"];

/// Arguments that evaluate a project's plan to JSON on stdout, with messages as
/// JSON records on stderr.
///
/// `flake` is a flake reference without a fragment, `system` a Nix system name
/// (`x86_64-linux`).
#[must_use]
pub fn eval_plan(flake: &str, system: &str) -> Vec<String> {
    let mut argv: Vec<String> = FEATURES.map(Into::into).into();
    argv.extend(["eval", "--json", "--log-format", "internal-json"].map(Into::into));
    argv.push(installable(flake, system));
    argv
}

/// The command line that shows a person Nix's own account of the evaluation.
#[must_use]
pub fn trace_plan(flake: &str, system: &str) -> String {
    format!(
        "{NIX} {} '{}' eval --show-trace '{}'",
        FEATURES[0],
        FEATURES[1],
        installable(flake, system).replace('\'', r"'\''"),
    )
}

fn installable(flake: &str, system: &str) -> String {
    format!("{flake}#matrix.{system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_one_evaluation_to_json() {
        assert_eq!(
            eval_plan(".", "x86_64-linux"),
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
    fn the_command_to_type_is_quoted_for_a_shell() {
        assert_eq!(
            trace_plan("path:/it's", "x86_64-linux"),
            r"nix --extra-experimental-features 'nix-command flakes' eval --show-trace 'path:/it'\''s#matrix.x86_64-linux'",
        );
    }
}
