//! What publishes, and what builds or runs a project's own code.

use crate::model::{Job, Step};
use crate::shell::{Command, commands};

/// The action that uploads to PyPI.
pub(crate) const PYPI_PUBLISH: &str = "pypa/gh-action-pypi-publish";
/// The action that builds, and can upload, with maturin.
pub(crate) const MATURIN: &str = "PyO3/maturin-action";

/// Variables by which uploaders take a token or password.
pub const TOKEN_VARIABLES: &[&str] = &[
    "FLIT_PASSWORD",
    "HATCH_INDEX_AUTH",
    "MATURIN_PASSWORD",
    "MATURIN_PYPI_TOKEN",
    "PDM_PUBLISH_PASSWORD",
    "POETRY_PYPI_TOKEN_PYPI",
    "TWINE_PASSWORD",
    "UV_PUBLISH_PASSWORD",
    "UV_PUBLISH_TOKEN",
];

/// How every PyPI token begins ("pypi-" and the start of a macaroon).
pub const PYPI_TOKEN: &str = "pypi-AgEI";

/// A program, the arguments that make it publish, and those that keep it from doing so.
struct Uploader {
    program: &'static str,
    arguments: &'static [&'static str],
    dry: &'static [&'static str],
}

const fn uploader(
    program: &'static str,
    arguments: &'static [&'static str],
    dry: &'static [&'static str],
) -> Uploader {
    Uploader { program, arguments, dry }
}

/// Commands that publish to an index that takes trusted publishers.
const UPLOADERS: &[Uploader] = &[
    // https://twine.readthedocs.io/
    uploader("twine", &["upload"], &[]),
    uploader("uvx", &["twine", "upload"], &[]),
    uploader("pipx", &["run", "twine", "upload"], &[]),
    // https://docs.astral.sh/uv/guides/package/
    uploader("uv", &["publish"], &["--dry-run"]),
    uploader("uv", &["run", "twine", "upload"], &[]),
    // https://www.maturin.rs/distribution.html#upload
    uploader("maturin", &["publish"], &[]),
    uploader("maturin", &["upload"], &[]),
    uploader("hatch", &["publish"], &[]),
    uploader("pdm", &["publish"], &[]),
    uploader("flit", &["publish"], &[]),
    uploader("poetry", &["publish"], &["--dry-run"]),
    // https://doc.rust-lang.org/cargo/commands/cargo-publish.html
    uploader("cargo", &["publish"], &["--dry-run", "-n"]),
    // https://docs.npmjs.com/trusted-publishers
    uploader("npm", &["publish"], &["--dry-run"]),
    uploader("pnpm", &["publish"], &["--dry-run"]),
    uploader("bun", &["publish"], &["--dry-run"]),
    uploader("yarn", &["npm", "publish"], &["--dry-run", "-n"]),
    // https://guides.rubygems.org/trusted-publishing/
    uploader("gem", &["push"], &[]),
    uploader("bundle", &["exec", "gem", "push"], &[]),
];

/// Whether a command publishes.
pub(crate) fn is_upload(command: &Command) -> bool {
    let program = command.program();
    let is_python_twine = program.starts_with("python") && command.has(&["-m", "twine", "upload"]);
    is_python_twine
        || UPLOADERS.iter().any(|uploader| {
            // `uvx twine@6`, `pipx run twine==6`
            let named = command.words.iter().map(|word| word.split(['@', '=']).next());
            let is_dry = || command.words.iter().any(|word| uploader.dry.contains(&word.as_str()));
            let words: Vec<String> = named.map(|word| word.unwrap_or_default().into()).collect();
            uploader.program == program
                && Command { words, bytes: 0..0 }.has(uploader.arguments)
                && !is_dry()
        })
}

/// Whether a step publishes packages.
#[must_use]
pub fn publishes(step: Step<'_>) -> bool {
    let command = || step.with("command").and_then(|node| node.text()).unwrap_or_default();
    step.is(PYPI_PUBLISH)
        || (step.is(MATURIN) && matches!(command(), "upload" | "publish"))
        || step.run().is_some_and(|script| commands(script).iter().any(is_upload))
}

/// Whether a job publishes packages.
pub(crate) fn job_publishes(job: Job<'_>) -> bool {
    job.steps().any(publishes)
}

/// Actions that build a project, and so run its code.
const BUILDERS: &[&str] = &[MATURIN, "pypa/cibuildwheel", "hynek/build-and-inspect-python-package"];

/// Commands that build, install or test a project, and so run its code.
const BUILDS: &[(&str, &[&str])] = &[
    ("cargo", &["build"]),
    ("cargo", &["test"]),
    ("cargo", &["run"]),
    ("maturin", &["build"]),
    ("maturin", &["sdist"]),
    ("maturin", &["develop"]),
    ("maturin", &["publish"]),
    ("pip", &["install", "."]),
    ("pip", &["install", "-e"]),
    ("python", &["-m", "build"]),
    ("python", &["setup.py"]),
    ("python3", &["-m", "build"]),
    ("pyproject-build", &[]),
    ("cibuildwheel", &[]),
    ("uv", &["build"]),
    ("uv", &["sync"]),
    ("uv", &["run"]),
    ("hatch", &["build"]),
    ("poetry", &["build"]),
    ("poetry", &["install"]),
    ("pdm", &["build"]),
    ("flit", &["build"]),
    ("pytest", &[]),
    ("tox", &[]),
    ("nox", &[]),
    ("make", &[]),
    ("just", &[]),
    ("nix", &["build"]),
    ("nix", &["develop"]),
];

/// Whether a step builds the project or runs its code.
pub(crate) fn runs_project(step: Step<'_>) -> bool {
    let command = || step.with("command").and_then(|node| node.text()).unwrap_or_default();
    if step.is(MATURIN) {
        return command() != "upload";
    }
    let is_build = |command: &Command| {
        BUILDS.iter().any(|(program, words)| command.program() == *program && command.has(words))
            // A script of the repository itself.
            || command.words.first().is_some_and(|word| word.starts_with("./"))
    };
    BUILDERS.iter().any(|action| step.is(action))
        || step.run().is_some_and(|script| commands(script).iter().any(is_build))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uploads(script: &str) -> bool {
        commands(script).iter().any(is_upload)
    }

    #[test]
    fn ways_to_upload_are_known() {
        for script in [
            "twine upload dist/*",
            "python3.12 -m twine upload x",
            "uvx twine@6.0 upload x",
            "pipx run twine==6 upload x",
            "cd x && uv publish",
            "maturin upload --skip-existing x",
            "cargo publish -p a",
        ] {
            assert!(uploads(script), "{script}");
        }
        for script in [
            "echo twine upload",
            "twine check x",
            "uv publish --dry-run",
            "cargo publish -n",
            "# uv publish",
            "pip install twine",
        ] {
            assert!(!uploads(script), "{script}");
        }
    }
}
