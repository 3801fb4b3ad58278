//! The twelve pins of a plan that people and programs made together, as repositories of our own.
//! A commit cannot be made with given digits: what is kept are the relations, so each pin is to its
//! repository as the true one is (`driver/wheelpin-workflow/tests/plan_pins.rs` has the true digits).

use std::fmt::Write;
use std::path::Path;

use wheelpin_testing::GitRepository;

use crate::test::Test;

/// What is true of a pin.
pub enum Truth {
    /// The tag that the comment names stands for it; is the tag annotated?
    Right(bool),
    /// These tags stand for it.
    Is(&'static [&'static str]),
    /// So many digits are those of this tag's commit, and the others are invented.
    Digits(usize, &'static str),
    /// No tag stands for it, and a required input is not given.
    NoTag,
}

/// Action, what its comment says, what is true.
pub const PINS: [(&str, &str, Truth); 12] = [
    ("actions/checkout", "v5.0.0", Truth::Is(&["v4.1.1"])),
    ("actions/setup-python", "v5.3.0", Truth::Right(true)),
    ("astral-sh/setup-uv", "v6.0.0", Truth::Is(&["v6.6", "v6.6.1"])),
    ("dtolnay/rust-toolchain", "stable (2025-11-01)", Truth::NoTag),
    ("Swatinem/rust-cache", "v2.7.5", Truth::Digits(26, "v2.7.5")),
    ("PyO3/maturin-action", "v1.47.1", Truth::Digits(2, "v1.47.1")),
    ("actions/upload-artifact", "v4.5.0", Truth::Right(false)),
    ("actions/download-artifact", "v4.1.8", Truth::Right(true)),
    ("codecov/codecov-action", "v4.6.0", Truth::Digits(23, "v5.0.7")),
    ("softprops/action-gh-release", "v2.2.0", Truth::Is(&["v2.0.8"])),
    ("docker/setup-qemu-action", "v3.2.0", Truth::Right(false)),
    ("actions/cache", "v4.2.0", Truth::Is(&["v3.0.11"])),
];

const ACTION: &str = "name: x\ninputs:\n  a: {default: b}\nruns: {using: node20, main: x.js}\n";
const TOOLCHAIN: &str =
    "name: x\ninputs:\n  toolchain: {required: true}\nruns: {using: composite, steps: []}\n";

fn head(repository: &GitRepository) -> String {
    repository.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

/// The repository below `remotes`, and the commit that the workflow pins.
fn make(remotes: &Path, action: &str, says: &str, truth: &Truth) -> String {
    let repository = GitRepository::new(remotes.join(action));
    repository.write("action.yml", ACTION, "first");
    // GitHub leaves out what it is asked to leave out; other servers need not.
    if action.starts_with("actions/") || action.starts_with("dtolnay/") {
        repository.git(&["config", "uploadpack.allowFilter", "true"]);
    }
    match truth {
        Truth::Right(is_annotated) => {
            repository.commit("release");
            if *is_annotated {
                repository.git(&["tag", "--annotate", "--message", says, says]);
            } else {
                repository.tag(says);
            }
            let pin = head(&repository);
            repository.commit("later");
            pin
        }
        Truth::Is(tags) => {
            repository.commit("release");
            for tag in *tags {
                repository.tag(tag);
            }
            let pin = head(&repository);
            repository.commit("other").tag(says);
            pin
        }
        Truth::Digits(digits, tag) => {
            repository.commit("release").tag(tag);
            let real = head(&repository);
            if says != *tag {
                repository.commit("other").tag(says);
            }
            // Every digit behind is another one.
            let other = |digit: char| if digit == '0' { '1' } else { '0' };
            real.char_indices()
                .map(|(at, digit)| if at < *digits { digit } else { other(digit) })
                .collect()
        }
        Truth::NoTag => {
            repository.commit("release").tag("v1");
            repository.write("action.yml", TOOLCHAIN, "toolchain");
            let pin = head(&repository);
            repository.branch("stable").commit("default toolchain");
            repository.checkout("main");
            pin
        }
    }
}

/// A job with the twelve pins.
pub fn workflow(pins: &[(String, &str, &str)]) -> String {
    let mut text =
        String::from("on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n");
    for (commit, action, says) in pins {
        writeln!(text, "      - uses: {action}@{commit}  # {says}").unwrap();
        match *action {
            "actions/cache" => text.push_str("        with: {path: a, key: b}\n"),
            "actions/upload-artifact" => text.push_str("        with:\n          path: dist/\n"),
            _ => {}
        }
    }
    text
}

/// The pins, their repositories made below `ROOT/remotes`.
pub fn pins(test: &Test) -> Vec<(String, &'static str, &'static str)> {
    let remotes = test.path("remotes");
    let pin = |(action, says, truth): &(&'static str, &'static str, Truth)| {
        (make(&remotes, action, says, truth), *action, *says)
    };
    PINS.iter().map(pin).collect()
}
