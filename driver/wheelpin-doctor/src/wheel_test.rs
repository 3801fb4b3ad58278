use crate::matrix::{Leg, expand, legs};
use crate::node::Node;
use crate::platform::{Os, Platform};
use crate::python::{Python, pythons_in};
use crate::runner::runner;
use crate::script::{Command, commands};
use crate::step::Step;
use crate::workflow::{Job, Workflow};

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
        for leg in legs(job.node).unwrap_or_else(|| vec![Leg::new()]) {
            runs.push(TestRun {
                job,
                platform: if built_in { None } else { platform(job, &leg) },
                pythons: if built_in { Vec::new() } else { pythons(job, &leg) },
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

fn platform(job: Job<'_>, leg: &Leg) -> Option<Platform> {
    let label = job.node.get("runs-on").and_then(|node| node.texts().first().copied())?;
    let host = runner(&expand(label, leg))?;
    let mut platform = host;
    let scalars = job.node.scalars();
    let texts = scalars.iter().filter_map(|(_, node)| node.text()).map(|text| expand(text, leg));
    if texts.into_iter().any(|text| text.contains("alpine") || text.contains("musllinux")) {
        platform = Platform { os: Os::Musllinux, ..platform };
    }
    let emulator =
        job.steps().find(|step| step.uses().is_some_and(|uses| uses.contains("run-on-arch")));
    match emulator.and_then(|step| step.with("arch")).map(|arch| expand(arch, leg)) {
        Some(arch) if arch.contains("${{") => None,
        Some(arch) => Some(Platform::new(platform.os, &arch)),
        None => Some(platform),
    }
}

fn pythons(job: Job<'_>, leg: &Leg) -> Vec<Python> {
    let mut pythons = Vec::new();
    let mut add = |text: &str| {
        pythons.extend(pythons_in(&expand(text, leg)).into_iter().map(|(python, _)| python));
    };
    for step in job.steps() {
        step.with("python-version").into_iter().for_each(&mut add);
        step.env("UV_PYTHON").into_iter().for_each(&mut add);
        for command in step.commands() {
            let by_option = command.has("--python") || command.has("-p");
            if by_option || (command.program == "uv" && command.has("python")) {
                add(&command.arguments.join(" "));
            }
            // `python3.11 -m pytest` and `uv run --python 3.11` lose it.
        }
        if let Some(run) = step.run() {
            for (_, after) in
                run.match_indices("--python").map(|(at, word)| (at, &run[at + word.len()..]))
            {
                let word: String =
                    after.chars().skip(1).take_while(|c| !c.is_whitespace()).collect();
                add(&word);
            }
        }
    }
    for image in [job.node.text_at(["container"]), job.node.text_at(["container", "image"])] {
        if let Some((_, tag)) = image.and_then(|image| image.rsplit_once("python:")) {
            add(tag.split('-').next().unwrap_or_default());
        }
    }
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
