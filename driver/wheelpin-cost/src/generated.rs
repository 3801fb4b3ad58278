use wheelpin_dist::{BuildStep, Manifest, TestOutcome};

use crate::basis::Time;
use crate::job::{Group, Job, Release};
use crate::minutes::MINUTE;
use crate::settings::Settings;

/// Why a number of minutes is taken for true where no clock was at it. They are wheelpin's own
/// guesses: a project says better in `[tool.wheelpin.cost]`, real runs say best.
const NIX: (u64, &str) = (6, "assumed: 6 min for Nix and for compiling wheelpin");
const PYTHONS: (u64, &str) = (2, "assumed: 2 min for files, Pythons and installing");
const FILES: (u64, &str) = (1, "assumed: 1 min for files");

/// What jobs of wheelpin's release workflow do beside what a manifest knows of, by job id
/// (`driver/wheelpin-init/templates/release.yml`).
const ASSUMED: &[(&str, (u64, &str))] = &[
    ("plan", NIX),
    ("cells", NIX),
    ("build", NIX),
    ("test", PYTHONS),
    ("test-alpine", PYTHONS),
    ("tested", FILES),
    ("preflight", NIX),
    ("tag", NIX),
    ("publish", NIX),
    ("verify", NIX),
    ("install", PYTHONS),
    ("forge", NIX),
];

/// Gives the jobs of wheelpin's own release workflow their times: as the settings say, else as a
/// manifest (its path and it) measured what they do and as is assumed of the rest.
#[must_use]
pub fn generated(
    mut release: Release,
    manifest: Option<(&str, &Manifest)>,
    settings: &Settings,
) -> Release {
    if let Release::Planned { workflows, .. } = &mut release {
        for group in workflows.iter_mut().flatten() {
            let shards = group.jobs.len();
            for (at, job) in group.jobs.iter_mut().enumerate() {
                job.time = time(job, at + 1, shards, manifest, settings);
            }
        }
        // Without shards one job builds.
        let has_cells = workflows.iter().flatten().any(|group: &Group| group.id == "cells");
        if has_cells {
            let build = workflows.iter_mut().flatten().filter(|group| group.id == "build");
            for job in build.flat_map(|group| &mut group.jobs) {
                job.time = joining(job, manifest, settings);
            }
        }
    }
    release
}

fn time(
    job: &Job,
    number: usize,
    shards: usize,
    manifest: Option<(&str, &Manifest)>,
    settings: &Settings,
) -> Time {
    if let Some(time) = said(job, settings) {
        return time;
    }
    let Some((_, (minutes, reason))) = ASSUMED.iter().find(|(id, _)| *id == job.id) else {
        return Time::unknown("nobody says how long it takes");
    };
    let assumed = Time::assumed(minutes * MINUTE, *reason);
    let measured = match (job.id.as_str(), manifest) {
        ("build", Some((file, manifest))) => built(file, manifest),
        ("cells", Some((file, manifest))) => part(file, manifest, number, shards),
        ("build" | "cells", None) => Time::unknown(
            "no build was measured: type wheelpin build, or name real runs: --after FILE",
        ),
        ("test" | "test-alpine", Some((file, manifest))) => match tested(job, file, manifest) {
            Some(time) => time,
            None => return and(assumed, "no test of a wheel there was measured"),
        },
        _ => return assumed,
    };
    measured.and_assumed(minutes * MINUTE, reason)
}

fn said(job: &Job, settings: &Settings) -> Option<Time> {
    let minutes = settings.minutes.get(&job.id)?;
    Some(Time::assumed(
        minutes.millis(),
        format!("assumed: [tool.wheelpin.cost] minutes.{}", job.id),
    ))
}

fn and(time: Time, reason: &str) -> Time {
    Time { reason: format!("{}; {reason}", time.reason), ..time }
}

/// The steps of one job, those with the number of a part or those without.
fn steps_of(manifest: &Manifest, number: Option<usize>) -> Vec<&BuildStep> {
    let is_of = |step: &&BuildStep| part_of(step) == number;
    manifest.steps.iter().filter(is_of).collect()
}

/// The number at the end of a part's name: `cells-2`, `wheelpin-part-2`. A remote builder is a
/// store's address, or a machine without a name of this form.
fn part_of(step: &BuildStep) -> Option<usize> {
    let machine = step.machine.as_deref()?;
    let number = ["cells-", "wheelpin-part-"].iter().find_map(|it| machine.strip_prefix(it))?;
    number.parse().ok()
}

/// Milliseconds in which at least one of the steps ran: what lies between them is no work, since
/// steps of several runs can come together in a manifest.
fn covered(steps: &[&BuildStep]) -> u64 {
    let mut spans: Vec<(u64, u64)> =
        steps.iter().map(|step| (step.started, step.started.saturating_add(step.millis))).collect();
    spans.sort_unstable();
    let (mut sum, mut until) = (0_u64, 0);
    for (begin, end) in spans {
        sum = sum.saturating_add(end.saturating_sub(begin.max(until)));
        until = until.max(end);
    }
    sum
}

fn built(file: &str, manifest: &Manifest) -> Time {
    if manifest.steps.is_empty() {
        let seconds: Vec<u64> = manifest.files.iter().filter_map(|file| file.seconds).collect();
        if seconds.is_empty() {
            return Time::unknown(format!("{file} has no time of a build"));
        }
        let sum = seconds.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
        let reason = format!(
            "measured: {file}, {} files compiled and packed one after the other",
            seconds.len()
        );
        return Time::measured(sum.saturating_mul(1000), reason);
    }
    let own = steps_of(manifest, None);
    // All of it, where it was measured in parts and is not run in parts.
    let own = if own.is_empty() { manifest.steps.iter().collect() } else { own };
    let reason = format!("measured: {file}, {}{}", count(own.len(), "step"), missing(manifest));
    Time::measured(covered(&own), reason)
}

/// A word on files that no step was for: they were there already.
fn missing(manifest: &Manifest) -> String {
    let is_in =
        |name: &str| manifest.steps.iter().any(|step| step.cells.iter().any(|it| it == name));
    let without = manifest
        .files
        .iter()
        .filter(|file| !is_in(file.cell.as_deref().unwrap_or(&file.file)))
        .count();
    match without {
        0 => String::new(),
        _ => format!(", without {} there already", count(without, "file")),
    }
}

/// `1 step`, `2 steps`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn part(file: &str, manifest: &Manifest, number: usize, shards: usize) -> Time {
    let own = steps_of(manifest, Some(number));
    if !own.is_empty() {
        return Time::measured(
            covered(&own),
            format!("measured: {file}, {}", count(own.len(), "step")),
        );
    }
    let whole = built(file, manifest);
    match whole.millis {
        Some(millis) => Time::measured(
            millis.div_ceil(shards.max(1) as u64),
            format!("{}, an equal part of them assumed", whole.reason),
        ),
        None => whole,
    }
}

/// The job `build` where others built the cells.
fn joining(job: &Job, manifest: Option<(&str, &Manifest)>, settings: &Settings) -> Time {
    if let Some(time) = said(job, settings) {
        return time;
    }
    let (minutes, reason) = NIX;
    let own = manifest.map(|(file, manifest)| (file, steps_of(manifest, None)));
    let parts = manifest.is_some_and(|(_, it)| it.steps.iter().any(|step| part_of(step).is_some()));
    match own {
        Some((file, own)) if parts && !own.is_empty() => {
            Time::measured(covered(&own), format!("measured: {file}, {}", count(own.len(), "step")))
                .and_assumed(minutes * MINUTE, reason)
        }
        _ => {
            and(Time::assumed(minutes * MINUTE, reason), "what other jobs built is not built again")
        }
    }
}

/// The tests of a system's wheels, one after the other, by the name of the job.
fn tested(job: &Job, file: &str, manifest: &Manifest) -> Option<Time> {
    let system = job.name.strip_prefix("test on ")?;
    let platform = match system.strip_prefix("Alpine ") {
        Some(arch) => format!("linux-{arch}-musl"),
        None if system.starts_with("linux-") => format!("{system}-glibc"),
        None => system.to_owned(),
    };
    let tests: Vec<u64> = manifest
        .files
        .iter()
        .flat_map(|file| &file.tests)
        .filter(|test| test.platform == platform && test.outcome != TestOutcome::NotRun)
        .map(|test| test.milliseconds)
        .collect();
    let sum = tests.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
    let reason = format!("measured: {file}, {} one after the other", count(tests.len(), "test"));
    (!tests.is_empty()).then(|| Time::measured(sum, reason))
}

#[cfg(test)]
mod tests {
    use crate::basis::Basis;
    use crate::minutes::Minutes;

    use super::*;

    fn manifest(steps: &str, files: &str) -> Manifest {
        let text = format!(
            r#"{{"schema":1,"name":"a","version":"1","buildHost":"x","toolchain":"registry","tools":{{}},"failed":[],"files":[{files}],"steps":[{steps}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn step(started: u64, millis: u64, machine: Option<&str>) -> String {
        let machine = machine.map(|it| format!(r#","machine":"{it}""#)).unwrap_or_default();
        format!(
            r#"{{"derivation":"/d","name":"n","cells":["c"],"started":{started},"millis":{millis},"outcome":"built"{machine}}}"#
        )
    }

    fn job(id: &str, name: &str) -> Job {
        Job {
            workflow: "release.yml".into(),
            id: id.into(),
            name: name.into(),
            labels: vec!["ubuntu-24.04".into()],
            guess: None,
            time: Time::unknown(""),
        }
    }

    fn release(jobs: Vec<Job>) -> Release {
        let mut groups: Vec<Group> = Vec::new();
        for job in jobs {
            match groups.iter_mut().find(|group| group.id == job.id) {
                Some(group) => group.jobs.push(job),
                None => groups.push(Group {
                    id: job.id.clone(),
                    needs: Vec::new(),
                    jobs: vec![job],
                    inner: Vec::new(),
                }),
            }
        }
        Release::Planned { workflows: vec![groups], notes: Vec::new() }
    }

    fn times(
        jobs: Vec<Job>,
        manifest: Option<&Manifest>,
        settings: &Settings,
    ) -> Vec<(Option<u64>, Basis)> {
        let release = generated(release(jobs), manifest.map(|it| ("m", it)), settings);
        release.jobs().iter().map(|job| (job.time.millis, job.time.basis)).collect()
    }

    #[test]
    fn steps_side_by_side_are_counted_once() {
        let text = [
            step(1000, 60_000, None),
            step(11_000, 10_000, None),
            step(500_000, 5_000, Some("ssh://b")),
        ]
        .join(",");
        let manifest = manifest(&text, "");
        let times = times(vec![job("build", "build")], Some(&manifest), &Settings::default());
        assert_eq!(times, [(Some(65_000 + 6 * MINUTE), Basis::Partly)]);
    }

    #[test]
    fn parts_have_their_own_steps() {
        let text = [
            step(0, 60_000, Some("cells-1")),
            step(0, 90_000, Some("cells-2")),
            step(1, 5_000, None),
        ]
        .join(",");
        let manifest = manifest(&text, "");
        let jobs =
            vec![job("cells", "build 1 of 2"), job("cells", "build 2 of 2"), job("build", "build")];
        let millis: Vec<_> =
            times(jobs, Some(&manifest), &Settings::default()).into_iter().map(|it| it.0).collect();
        assert_eq!(millis, [Some(7 * MINUTE), Some(7 * MINUTE + 30_000), Some(6 * MINUTE + 5_000)]);
    }

    #[test]
    fn nothing_is_invented_for_a_build_that_nobody_measured() {
        let jobs = || vec![job("build", "build"), job("plan", "plan"), job("other", "other")];
        let wanted =
            [(None, Basis::Unknown), (Some(6 * MINUTE), Basis::Assumed), (None, Basis::Unknown)];
        assert_eq!(times(jobs(), None, &Settings::default()), wanted);
        assert_eq!(times(jobs(), Some(&manifest("", "")), &Settings::default()), wanted);
    }

    #[test]
    fn what_the_project_says_of_a_job_counts() {
        let mut settings = Settings::default();
        settings.minutes.insert("build".into(), Minutes::new(3.0).unwrap());
        let jobs = vec![job("build", "build"), job("cells", "build 1 of 1")];
        let times = times(jobs, None, &settings);
        assert_eq!(times[0], (Some(3 * MINUTE), Basis::Assumed));
    }

    #[test]
    fn tests_count_where_their_system_is() {
        let test = |platform: &str, outcome: &str| {
            format!(
                r#"{{"python":"cp311","platform":"{platform}","outcome":"{outcome}","milliseconds":1500}}"#
            )
        };
        let tests = [
            test("linux-x86_64-glibc", "passed"),
            test("linux-x86_64-musl", "failed"),
            test("macos-arm64", "not-run"),
        ]
        .join(",");
        let file = format!(
            r#"{{"file":"f","sha256":"","size":1,"cell":"c","storePath":"","derivation":"","seconds":null,"outcome":"built","tests":[{tests}]}}"#
        );
        let manifest = manifest("", &file);
        let jobs = vec![
            job("test", "test on linux-x86_64"),
            job("test-alpine", "test on Alpine x86_64"),
            job("test", "test on macos-arm64"),
        ];
        let release = generated(release(jobs), Some(("m", &manifest)), &Settings::default());
        let told: Vec<_> =
            release.jobs().iter().map(|job| (job.name.clone(), job.time.millis)).collect();
        assert_eq!(told[0], ("test on linux-x86_64".into(), Some(2 * MINUTE + 1500)));
        assert_eq!(told[1], ("test on macos-arm64".into(), Some(2 * MINUTE)));
        assert_eq!(told[2], ("test on Alpine x86_64".into(), Some(2 * MINUTE + 1500)));
    }

    #[test]
    fn hostile_times_of_steps_end_in_a_number() {
        let text = [step(u64::MAX, u64::MAX, None), step(0, u64::MAX, None)].join(",");
        let manifest = manifest(&text, "");
        let times = times(vec![job("build", "build")], Some(&manifest), &Settings::default());
        assert_eq!(times, [(Some(u64::MAX), Basis::Partly)]);
    }
}
