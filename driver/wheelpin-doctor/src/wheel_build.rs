use crate::platform::{Os, Platform};
use crate::project::Project;
use crate::python::pythons_in;
use crate::runner::runner;
use crate::script::commands;
use crate::step::Step;
use crate::workflow::{Job, Workflow};
use wheelpin_workflow::matrix::{Leg, expand, holds, legs};
use wheelpin_workflow::yaml::Node;

/// One run of one step that builds a wheel.
#[derive(Debug)]
pub(crate) struct WheelBuild<'a> {
    pub(crate) step: Step<'a>,
    /// None where the workflow alone does not tell.
    pub(crate) platform: Option<Platform>,
    /// Whatever else makes another wheel of it: options but for the interpreter.
    pub(crate) options: String,
    /// Whether it builds for free-threaded Pythons alone.
    pub(crate) free_threaded: bool,
    /// Whether it surely runs and makes one wheel.
    pub(crate) certain: bool,
}

/// How many runs of steps a workflow may have: 256 legs of 16 steps that build.
const RUNS: usize = 4096;

/// Every wheel that a workflow builds, one for each run of a step.
pub(crate) fn wheel_builds<'a>(project: &Project, workflow: &'a Workflow) -> Vec<WheelBuild<'a>> {
    let mut builds = Vec::new();
    let mut runs_left = RUNS;
    for job in workflow.jobs() {
        let steps: Vec<Step<'a>> = job.steps().filter(|step| may_build(*step)).collect();
        if steps.is_empty() {
            continue;
        }
        let known = legs(job.node);
        let certain = known.is_some();
        let legs = known.unwrap_or_else(|| vec![Leg::new()]);
        for (leg, step) in legs.iter().flat_map(|leg| steps.iter().map(move |step| (leg, *step))) {
            let runs = step.node.text_at(["if"]).map_or(Some(true), |text| holds(text, leg));
            if runs == Some(false) {
                continue;
            }
            let Some(left) = runs_left.checked_sub(1) else {
                builds.push(uncertain(step, None));
                return builds;
            };
            runs_left = left;
            let from = builds.len();
            of_step(project, job, step, leg, &mut builds);
            for build in &mut builds[from..] {
                build.certain &= certain && runs == Some(true);
            }
        }
    }
    builds
}

/// The jobs of a workflow that build wheels.
pub(crate) fn building_jobs<'a>(project: &Project, workflow: &'a Workflow) -> Vec<Job<'a>> {
    let builds = wheel_builds(project, workflow);
    let builds = |job: &Job<'_>| builds.iter().any(|build| build.step.job.id == job.id);
    workflow.jobs().into_iter().filter(builds).collect()
}

/// Whether it is worth a closer look.
fn may_build(step: Step<'_>) -> bool {
    let signs = ["maturin", "cibuildwheel", "build", "wheel", "nix"];
    step.uses().is_some_and(|uses| uses.contains("maturin") || uses.contains("cibuildwheel"))
        || step.run().is_some_and(|run| signs.iter().any(|sign| run.contains(sign)))
}

fn of_step<'a>(
    project: &Project,
    job: Job<'a>,
    step: Step<'a>,
    leg: &Leg,
    builds: &mut Vec<WheelBuild<'a>>,
) {
    let host = host(job, leg);
    if step.is("PyO3/maturin-action") {
        if matches!(step.with("command").unwrap_or("build"), "build" | "publish") {
            let input = |name| step.with(name).map(|text| expand(text, leg)).unwrap_or_default();
            let words: Vec<String> = input("args").split_whitespace().map(Into::into).collect();
            let others = ["working-directory", "manylinux"].map(input).join(" ");
            builds.push(maturin(step, host.clone(), &words, &input("target"), &others));
        }
    } else if step.is("pypa/cibuildwheel") {
        cibuildwheel(project, step, host.clone(), leg, builds);
    }
    for command in step.run().map(|run| commands(&expand(run, leg))).unwrap_or_default() {
        if command.is("maturin", "build") || command.is("maturin", "publish") {
            let directory = step.node.text_at(["working-directory"]).unwrap_or_default();
            builds.push(maturin(step, host.clone(), &command.arguments, "", directory));
        } else if command.program == "cibuildwheel" {
            cibuildwheel(project, step, host.clone(), leg, builds);
        } else if command.program == "build"
            || command.is("pip", "wheel")
            || command.is("uv", "build")
        {
            builds.push(uncertain(step, host.clone()));
        } else if command.is("wheelpin", "build")
            || command.is("wheelpin", "release")
            || (matches!(command.program.as_str(), "nix" | "wheelpin")
                && command.arguments.iter().any(|word| is_output(word)))
        {
            builds.extend(
                wheelpin(project).into_iter().map(|platform| uncertain(step, Some(platform))),
            );
        }
    }
}

/// Whether a word is one of the outputs that hold every wheel.
fn is_output(word: &str) -> bool {
    matches!(word.split_once('#'), Some((_, "wheels" | "dist" | "release" | "default")))
}

fn uncertain(step: Step<'_>, platform: Option<Platform>) -> WheelBuild<'_> {
    WheelBuild { step, platform, options: String::new(), free_threaded: false, certain: false }
}

/// The machine that a job runs on, seen through its container.
fn host(job: Job<'_>, leg: &Leg) -> Option<Platform> {
    let label = job.node.get("runs-on").and_then(|node| node.texts().first().copied())?;
    let host = runner(&expand(label, leg))?;
    let container = job.node.get("container");
    let image = container.and_then(|node| node.text().or_else(|| node.text_at(["image"])));
    let image = image.map(|image| expand(image, leg)).unwrap_or_default();
    if image.contains("alpine") || image.contains("musllinux") {
        return Some(Platform { os: Os::Musllinux, ..host });
    }
    Some(host)
}

fn maturin<'a>(
    step: Step<'a>,
    host: Option<Platform>,
    words: &[String],
    target: &str,
    others: &str,
) -> WheelBuild<'a> {
    let mut options = vec![others.to_owned()];
    let mut interpreters = String::new();
    let mut target = target.to_owned();
    let mut words = words.iter().map(String::as_str).peekable();
    while let Some(word) = words.next() {
        let (name, value) = word.split_once('=').map_or((word, None), |(a, b)| (a, Some(b)));
        match name {
            "-i" | "--interpreter" => {
                interpreters.push_str(value.unwrap_or_default());
                // It takes as many as follow.
                while let Some(next) = words.next_if(|next| !next.starts_with('-')) {
                    interpreters.push(' ');
                    interpreters.push_str(next);
                }
            }
            "--find-interpreter" | "-f" => {}
            "-t" | "--target" => {
                target = value.map_or_else(|| words.next().unwrap_or_default().into(), Into::into);
            }
            "-o" | "--out" => drop(value.map_or_else(|| words.next(), Some)),
            _ => options.push(word.into()),
        }
    }
    let options = options.join(" ");
    let pythons = pythons_in(&interpreters);
    WheelBuild {
        step,
        platform: platform(host, &target, options.contains("musllinux")),
        certain: !options.contains("${{"),
        options,
        free_threaded: !pythons.is_empty()
            && pythons.iter().all(|(_, free_threaded)| *free_threaded),
    }
}

/// What maturin builds for: a triple, maturin-action's short names, or the host.
fn platform(host: Option<Platform>, target: &str, musl: bool) -> Option<Platform> {
    if target.contains("${{") {
        return None;
    }
    let platform = match target {
        "" => host?,
        target if target.starts_with("universal2") => Platform::new(Os::Macos, "universal2"),
        target => match Platform::from_triple(target) {
            Some(platform) => platform,
            None => Platform::new(host?.os, target),
        },
    };
    if musl && platform.os == Os::Manylinux {
        return Some(Platform { os: Os::Musllinux, ..platform });
    }
    Some(platform)
}

/// What cibuildwheel builds for on a machine: both libcs on Linux, unless told
/// otherwise.
///
/// <https://cibuildwheel.pypa.io/en/stable/options/>
fn cibuildwheel<'a>(
    project: &Project,
    step: Step<'a>,
    host: Option<Platform>,
    leg: &Leg,
    builds: &mut Vec<WheelBuild<'a>>,
) {
    let Some(host) = host else { return builds.push(uncertain(step, None)) };
    let (system, table) = match host.os {
        Os::Manylinux | Os::Musllinux => ("LINUX", "linux"),
        Os::Macos => ("MACOS", "macos"),
        Os::Windows => ("WINDOWS", "windows"),
    };
    let settings = project.pyproject.at(["tool", "cibuildwheel"]).unwrap_or(Node::empty());
    let option = |name: &str| -> String {
        let upper = format!("CIBW_{}", name.to_ascii_uppercase());
        let found = step.env(&format!("{upper}_{system}")).or_else(|| step.env(&upper));
        let of = |node: Option<&Node>| node.map(|node| node.texts().join(" "));
        found
            .map(|text| expand(text, leg))
            .or_else(|| of(settings.at([table, name])))
            .or_else(|| of(settings.get(name)))
            .unwrap_or_default()
    };
    let (archs, build, skip) = (option("archs"), option("build"), option("skip"));
    let archs = if archs.trim().is_empty() { "auto".into() } else { archs };
    for arch in archs.split(|c: char| c.is_whitespace() || c == ',').filter(|arch| !arch.is_empty())
    {
        let arch = match arch {
            _ if arch.contains("${{") => return builds.push(uncertain(step, None)),
            "auto" | "auto64" | "native" => host.arch.as_str(),
            "auto32" => "i686",
            "all" => return builds.push(uncertain(step, None)),
            arch => arch,
        };
        let oses: &[Os] = match host.os {
            Os::Manylinux | Os::Musllinux => &[Os::Manylinux, Os::Musllinux],
            Os::Macos => &[Os::Macos],
            Os::Windows => &[Os::Windows],
        };
        for os in oses {
            let name = os.to_string();
            let wanted = build.is_empty()
                || build.split_whitespace().any(|pattern| {
                    pattern.contains(&name)
                        || !(pattern.contains("linux") || pattern.contains("win"))
                });
            if wanted
                && !skip.split_whitespace().any(|pattern| {
                    pattern.starts_with(&format!("*{name}"))
                        || pattern.starts_with(&format!("*-{name}"))
                })
            {
                builds.push(uncertain(step, Some(Platform::new(*os, arch))));
            }
        }
    }
}

/// What wheelpin builds for: the project's targets, or the default ones.
fn wheelpin(project: &Project) -> Vec<Platform> {
    match project.pyproject.at(["tool", "wheelpin", "targets"]) {
        Some(targets) => targets.texts().into_iter().filter_map(Platform::from_target).collect(),
        None => DEFAULT_TARGETS.iter().filter_map(|name| Platform::from_target(name)).collect(),
    }
}

/// The targets that nix/targets.nix builds by default.
pub(crate) const DEFAULT_TARGETS: [&str; 7] = [
    "manylinux-x86_64",
    "manylinux-aarch64",
    "musllinux-x86_64",
    "musllinux-aarch64",
    "macos-x86_64",
    "macos-arm64",
    "windows-x86_64",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sample;

    fn of(job: &str) -> Vec<String> {
        let project = Sample::new().workflow("jobs:\n  a:\n".to_owned() + job).project();
        let builds = wheel_builds(&project, &project.workflows[0]);
        let name = |platform: &Option<Platform>| {
            platform.as_ref().map_or_else(|| "?".into(), ToString::to_string)
        };
        builds.iter().map(|build| name(&build.platform)).collect()
    }

    #[test]
    fn maturin_action_builds_for_its_target_or_the_runner() {
        assert_eq!(
            of("    runs-on: ${{ matrix.os }}
    strategy: {matrix: {include: [{os: ubuntu-latest, t: aarch64}, {os: macos-14, t: ''}, {os: ubuntu-latest, t: x86_64-unknown-linux-musl}]}}
    steps:
      - uses: PyO3/maturin-action@v1
        with: {target: '${{ matrix.t }}'}
"),
            ["manylinux-aarch64", "macos-arm64", "musllinux-x86_64"],
        );
    }

    #[test]
    fn musllinux_can_be_a_level() {
        assert_eq!(
            of("    runs-on: ubuntu-latest
    steps:
      - uses: PyO3/maturin-action@v1
        with: {target: x86_64, manylinux: musllinux_1_2}
      - run: maturin build --compatibility musllinux_1_2 --target aarch64-unknown-linux-musl -o dist
"),
            ["musllinux-x86_64", "musllinux-aarch64"],
        );
    }

    #[test]
    fn cibuildwheel_builds_for_both_libcs() {
        let job = |skip: &str| {
            format!(
                "    runs-on: ubuntu-latest
    env: {{CIBW_ARCHS: 'auto aarch64', CIBW_SKIP: '{skip}'}}
    steps:
      - uses: pypa/cibuildwheel@v3
"
            )
        };
        assert_eq!(
            of(&job("pp*")),
            ["manylinux-x86_64", "musllinux-x86_64", "manylinux-aarch64", "musllinux-aarch64"],
        );
        assert_eq!(of(&job("pp* *-musllinux*")), ["manylinux-x86_64", "manylinux-aarch64"]);
    }

    #[test]
    fn a_step_for_other_legs_is_left_out() {
        assert_eq!(
            of("    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-latest, windows-latest]}}
    steps:
      - run: maturin build --zig
        if: startsWith(matrix.os, 'ubuntu')
      - run: maturin build
        if: matrix.os == 'windows-latest'
"),
            ["manylinux-x86_64", "windows-x86_64"],
        );
    }

    #[test]
    fn nix_builds_every_target() {
        let job = "    runs-on: ubuntu-latest\n    steps:\n      - run: nix build .#wheels\n";
        assert_eq!(of(job), DEFAULT_TARGETS);
    }
}
