use crate::platform::{Os, Platform};
use crate::python::{Python, pythons_in};
use crate::runner::runner;
use crate::script::{Command, commands};
use crate::step::Step;
use crate::workflow::{Job, Workflow};
use wheelpin_workflow::matrix::{Leg, expand, legs};
use wheelpin_workflow::yaml::Node;

/// One run of a job that runs tests.
#[derive(Debug)]
pub(crate) struct TestRun<'a> {
    pub(crate) job: Job<'a>,
    /// None where the workflow alone does not tell.
    pub(crate) platform: Option<Platform>,
    /// Empty where the workflow alone does not tell.
    pub(crate) pythons: Vec<Python>,
    /// Whether it installs a wheel that was built, rather than the source tree.
    pub(crate) of_wheel: bool,
}

/// How many texts are looked at for Pythons, in all legs of a job.
const TEXTS: usize = 4096;

/// Every run of every job of a workflow that tests something.
pub(crate) fn test_runs(workflow: &Workflow) -> Vec<TestRun<'_>> {
    let mut runs = Vec::new();
    for job in workflow.jobs() {
        let all: Vec<Command> = job.steps().flat_map(all_commands).collect();
        // cibuildwheel and wheelpin test what they build, wherever that runs.
        let built_in = job.steps().any(tests_what_it_builds);
        let of_wheel = built_in || (has_wheels(job, &all) && all.iter().any(installs_wheel));
        let tests = built_in
            || all.iter().any(Command::tests)
            || (of_wheel && all.iter().any(is_smoke_test));
        if !tests {
            continue;
        }
        let python_texts = python_texts(job);
        let is_musl = speaks_of_musl(shared_texts(job));
        let legs = legs(job.node).unwrap_or_else(|| vec![Leg::new()]);
        let is_too_much = legs.len().saturating_mul(python_texts.len()) > TEXTS;
        for leg in legs {
            let is_musl = is_musl || speaks_of_musl(leg.values().map(String::as_str));
            let unknown = built_in || is_too_much;
            runs.push(TestRun {
                job,
                platform: if unknown { None } else { platform(job, &leg, is_musl) },
                pythons: if unknown { Vec::new() } else { pythons(&python_texts, &leg) },
                of_wheel,
            });
        }
    }
    runs
}

/// The commands of a step, those that it hands to an emulator or container too.
fn all_commands(step: Step<'_>) -> Vec<Command> {
    let inputs = step.node.get("with").map(Node::scalars).unwrap_or_default();
    let inputs = inputs.into_iter().filter_map(|(_, node)| node.text()).flat_map(commands);
    step.commands().into_iter().chain(inputs).collect()
}

fn tests_what_it_builds(step: Step<'_>) -> bool {
    let commands = step.commands();
    let cibuildwheel =
        step.is("pypa/cibuildwheel") || commands.iter().any(|c| c.program == "cibuildwheel");
    let command = ["CIBW_TEST_COMMAND", "CIBW_TEST_COMMAND_LINUX"]
        .iter()
        .any(|name| step.env(name).is_some());
    (cibuildwheel && command)
        || commands.iter().any(|c| c.is("wheelpin", "test") || c.is("wheelpin", "release"))
}

fn has_wheels(job: Job<'_>, all: &[Command]) -> bool {
    job.steps().any(|step| step.is("actions/download-artifact") || step.is("PyO3/maturin-action"))
        || all.iter().any(|command| command.is("maturin", "build"))
}

fn installs_wheel(command: &Command) -> bool {
    const SIGNS: [&str; 6] =
        [".whl", "dist", "wheelhouse", "target/wheels", "--find-links", "--no-index"];
    command.is_pip_install()
        && command
            .arguments
            .iter()
            .any(|word| word == "-f" || SIGNS.iter().any(|sign| word.contains(sign)))
}

/// `python -c 'import x'` or a script of its own.
fn is_smoke_test(command: &Command) -> bool {
    command.program.starts_with("python") && !command.arguments.is_empty()
}

fn speaks_of_musl<'a>(mut texts: impl Iterator<Item = &'a str>) -> bool {
    texts.any(|text| text.contains("alpine") || text.contains("musllinux"))
}

/// What all legs of a job have in common.
fn shared_texts<'a>(job: Job<'a>) -> impl Iterator<Item = &'a str> {
    let shared = job.node.entries().iter().filter(|(key, _)| key != "strategy");
    shared.flat_map(|(_, node)| node.scalars()).filter_map(|(_, node)| node.text())
}

fn platform(job: Job<'_>, leg: &Leg, is_musl: bool) -> Option<Platform> {
    let label = job.node.get("runs-on").and_then(|node| node.texts().first().copied())?;
    let host = runner(&expand(label, leg))?;
    let platform = if is_musl { Platform { os: Os::Musllinux, ..host } } else { host };
    let emulator =
        job.steps().find(|step| step.uses().is_some_and(|uses| uses.contains("run-on-arch")));
    match emulator.and_then(|step| step.with("arch")).map(|arch| expand(arch, leg)) {
        Some(arch) if arch.contains("${{") => None,
        Some(arch) => Some(Platform::new(platform.os, &arch)),
        None => Some(platform),
    }
}

/// The texts of a job that name Pythons.
fn python_texts(job: Job<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for step in job.steps() {
        texts.extend(step.with("python-version").map(Into::into));
        texts.extend(step.env("UV_PYTHON").map(Into::into));
        // `uv python install 3.11`
        let installs = step.commands().into_iter().filter(|command| command.is("uv", "python"));
        texts.extend(installs.map(|command| command.arguments.join(" ")));
        // What runs a program by a Python (`uv run --python 3.11`) is taken off commands.
        let run = step.run().unwrap_or_default();
        for after in run.split("--python").skip(1) {
            texts.push(
                after
                    .trim_start_matches(['=', ' '])
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .into(),
            );
        }
    }
    for image in [job.node.text_at(["container"]), job.node.text_at(["container", "image"])] {
        if let Some((_, tag)) = image.and_then(|image| image.rsplit_once("python:")) {
            texts.push(tag.split('-').next().unwrap_or_default().into());
        }
    }
    texts
}

fn pythons(texts: &[String], leg: &Leg) -> Vec<Python> {
    let mut pythons: Vec<Python> = texts
        .iter()
        .flat_map(|text| pythons_in(&expand(text, leg)))
        .map(|(python, _)| python)
        .collect();
    pythons.sort_unstable();
    pythons.dedup();
    pythons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sample;

    fn of(job: &str) -> Vec<String> {
        let project = Sample::new().workflow("jobs:\n  a:\n".to_owned() + job).project();
        let show = |run: &TestRun| {
            let platform = run.platform.as_ref().map_or_else(|| "?".into(), ToString::to_string);
            let pythons: Vec<_> = run.pythons.iter().map(ToString::to_string).collect();
            format!(
                "{platform} {} {}",
                pythons.join(","),
                if run.of_wheel { "wheel" } else { "tree" }
            )
        };
        test_runs(&project.workflows[0]).iter().map(show).collect()
    }

    #[test]
    fn a_wheel_that_was_downloaded_and_installed_is_tested() {
        assert_eq!(
            of("    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-latest, macos-latest], python: ['3.13']}}
    steps:
      - uses: actions/setup-python@v6
        with: {python-version: '${{ matrix.python }}'}
      - uses: actions/download-artifact@v7
      - run: uv pip install --system --find-links=dist --no-index x
      - run: python tests/smoke.py
"),
            ["manylinux-x86_64 3.13 wheel", "macos-arm64 3.13 wheel"],
        );
    }

    #[test]
    fn what_is_built_in_place_is_no_wheel() {
        assert_eq!(
            of("    runs-on: ubuntu-latest
    steps:
      - run: uv run --python 3.11 maturin develop
      - run: uv run pytest
"),
            ["manylinux-x86_64 3.11 tree"],
        );
    }

    #[test]
    fn a_job_that_only_builds_tests_nothing() {
        assert!(
            of("    runs-on: ubuntu-latest\n    steps:\n      - run: pip install dist/*.whl\n")
                .is_empty()
        );
    }

    #[test]
    fn emulators_run_other_architectures() {
        assert_eq!(
            of("    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v7
      - uses: uraimo/run-on-arch-action@v3
        with:
          arch: aarch64
          distro: alpine_latest
          run: |
            pip install dist/*.whl
            pytest
"),
            ["musllinux-aarch64  wheel"],
        );
    }
}
