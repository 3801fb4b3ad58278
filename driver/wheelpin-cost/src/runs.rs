use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::basis::Time;
use crate::error::Error;
use crate::job::{Job, Release};
use crate::prices::row_of;

/// Jobs of one file at most: a run has 256 per matrix.
const JOBS: usize = 10_000;

/// No job lasts longer (GitHub Docs, "Actions limits": a workflow run ends after 35 days).
const LONGEST: i64 = 35 * 24 * 3600 * 1000;

/// A job as `gh run view --json jobs` prints it, or GitHub's REST API.
#[derive(Deserialize)]
struct RunJob {
    name: String,
    /// Of the API alone: of which run it is.
    #[serde(default)]
    run_id: Option<u64>,
    #[serde(default)]
    conclusion: Option<String>,
    #[serde(alias = "started_at", rename = "startedAt", default)]
    started: Option<String>,
    #[serde(alias = "completed_at", rename = "completedAt", default)]
    completed: Option<String>,
    /// Of the API alone.
    #[serde(default)]
    labels: Vec<String>,
    #[serde(alias = "workflow_name", rename = "workflowName", default)]
    workflow: Option<String>,
}

/// The jobs of one run, and how many it has, where the API says.
#[derive(Default)]
struct Run {
    jobs: Vec<RunJob>,
    total: Option<u64>,
}

/// Reads the runs of one release: what `gh run view RUN --json jobs` prints, or
/// `gh api --paginate repos/OWNER/NAME/actions/runs/RUN/jobs`, whose pages are one run; of several runs, one after the other or as a
/// list. Jobs that were skipped are left out. `known` are jobs of workflows, whose runner is that
/// of a job with the same name: `gh` does not print it.
///
/// # Errors
///
/// [`Error::Runs`], [`Error::Pages`] and [`Error::RunJob`].
pub fn read_runs(file: &str, bytes: &[u8], known: &[Release]) -> Result<Release, Error> {
    let wrong = |reason: String| Error::Runs { file: file.into(), reason };
    let mut runs: Vec<Run> = Vec::new();
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        let value = value.map_err(|error| wrong(error.to_string()))?;
        collect(value, &mut runs).map_err(wrong)?;
    }
    let count: usize = runs.iter().map(|run| run.jobs.len()).sum();
    if count == 0 {
        return Err(wrong("there is no job in it".into()));
    }
    if count > JOBS {
        return Err(wrong(format!("it has more than {JOBS} jobs")));
    }
    let runs = merged(runs);
    for run in &runs {
        let found = run.jobs.len();
        if let Some(total) = run.total.filter(|total| *total > found as u64) {
            return Err(Error::Pages { file: file.into(), found, total });
        }
    }
    let planned: BTreeMap<_, &Job> =
        known.iter().flat_map(Release::jobs).map(|job| (sorted(&job.name), job)).collect();
    let mut jobs = Vec::new();
    let mut wall: u64 = 0;
    for run in runs {
        let mut span: Option<(Timestamp, Timestamp)> = None;
        for job in run.jobs {
            if job.conclusion.as_deref() == Some("skipped") {
                continue;
            }
            let (started, completed) = times(file, &job)?;
            let (first, last) = span.unwrap_or((started, completed));
            span = Some((first.min(started), last.max(completed)));
            jobs.push(job_of(file, job, started, completed, &planned));
        }
        let millis = span.map(|(first, last)| last.as_millisecond() - first.as_millisecond());
        wall = wall.saturating_add(u64::try_from(millis.unwrap_or_default()).unwrap_or_default());
    }
    if jobs.is_empty() {
        return Err(wrong("all of its jobs were skipped, so that nothing ran".into()));
    }
    Ok(Release::Ran { jobs, wall })
}

/// Pages of the same run as one.
fn merged(pages: Vec<Run>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut known: BTreeMap<u64, usize> = BTreeMap::new();
    for mut page in pages {
        let id = page.jobs.first().and_then(|job| job.run_id);
        let run = id.and_then(|id| known.get(&id)).and_then(|at| runs.get_mut(*at));
        match run {
            Some(run) => {
                run.jobs.append(&mut page.jobs);
                run.total = run.total.max(page.total);
            }
            None => {
                if let Some(id) = id {
                    known.insert(id, runs.len());
                }
                runs.push(page);
            }
        }
    }
    runs
}

/// Takes the jobs of a run, or of each of a list.
fn collect(value: Value, runs: &mut Vec<Run>) -> Result<(), String> {
    let read = |value: Value| serde_json::from_value(value).map_err(|error| error.to_string());
    match value {
        Value::Object(mut run) => {
            let jobs = run.remove("jobs").ok_or("it has no \"jobs\"")?;
            let total = run.get("total_count").and_then(Value::as_u64);
            runs.push(Run { jobs: read(jobs)?, total });
            Ok(())
        }
        Value::Array(values) if values.iter().all(|it| it.get("jobs").is_some()) => {
            // Not deeper: what is in there are runs.
            values.into_iter().try_for_each(|run| match run {
                Value::Object(_) => collect(run, runs),
                _ => Err("a run in its list is no object".into()),
            })
        }
        // `--jq .jobs`
        jobs @ Value::Array(_) => {
            runs.push(Run { jobs: read(jobs)?, total: None });
            Ok(())
        }
        _ => Err("it is no run, and no list of runs".into()),
    }
}

fn times(file: &str, job: &RunJob) -> Result<(Timestamp, Timestamp), Error> {
    let wrong = |reason: &str| Error::RunJob {
        file: file.into(),
        job: short(&job.name),
        reason: reason.into(),
    };
    let time = |text: &Option<String>, missing: &str| {
        // What has not ended ends in the year 1 for gh.
        let text = text.as_deref().filter(|text| !text.is_empty() && !text.starts_with("0001-"));
        let time: Result<Timestamp, _> = text.ok_or_else(|| wrong(missing))?.parse();
        time.map_err(|_| wrong("has a time that is none"))
    };
    let started = time(&job.started, "has not started")?;
    let completed = time(&job.completed, "has not ended")?;
    match completed.as_millisecond() - started.as_millisecond() {
        ..0 => Err(wrong("ended before it started")),
        0..=LONGEST => Ok((started, completed)),
        _ => Err(wrong("lasted longer than GitHub lets any")),
    }
}

fn job_of(
    file: &str,
    job: RunJob,
    started: Timestamp,
    completed: Timestamp,
    planned: &BTreeMap<(&str, Vec<&str>), &Job>,
) -> Job {
    let millis = completed.as_millisecond() - started.as_millisecond();
    let millis = u64::try_from(millis).unwrap_or_default();
    let same = planned.get(&sorted(&job.name)).copied();
    let (labels, guess) = match same {
        _ if !job.labels.is_empty() => (job.labels, None),
        Some(known) if !known.labels.is_empty() => (known.labels.clone(), known.guess.clone()),
        _ => guessed(&job.name),
    };
    Job {
        workflow: job.workflow.unwrap_or_else(|| file.into()),
        id: same.map_or_else(|| job.name.clone(), |known| known.id.clone()),
        name: job.name,
        labels,
        guess,
        time: Time::measured(millis, format!("measured: {file}")),
    }
}

/// A name with the values of a matrix, `build (b, a)`, in an order that does not depend on a file's.
fn sorted(name: &str) -> (&str, Vec<&str>) {
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, values)) => {
            let mut values: Vec<&str> = values.split(", ").collect();
            values.sort_unstable();
            (name, values)
        }
        None => (name, Vec::new()),
    }
}

/// A runner by the name of a job, which has the values of its matrix in it.
fn guessed(name: &str) -> (Vec<String>, Option<String>) {
    let words = || {
        let is_part = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
        name.split(move |it| !is_part(it)).filter(|word| !word.is_empty())
    };
    let is_label = |word: &&str| {
        ["ubuntu-", "windows-", "macos-"].iter().any(|system| word.starts_with(system))
            && word.bytes().any(|it| {
                it.is_ascii_digit() || word.ends_with("-latest") || word.ends_with("-slim")
            })
            && row_of(word).is_some()
    };
    if let Some(label) = words().find(is_label) {
        return (vec![label.into()], None);
    }
    let lower = name.to_ascii_lowercase();
    let label = if lower.contains("windows") || lower.contains("win_amd64") {
        "windows-latest"
    } else if lower.contains("macos") || lower.contains("darwin") {
        "macos-latest"
    } else {
        "ubuntu-latest"
    };
    (
        vec![label.into()],
        Some("its runner is not in the file, and taken for this by its name".into()),
    )
}

fn short(name: &str) -> String {
    name.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &str, from: &str, to: &str) -> String {
        format!(
            r#"{{"name":"{name}","conclusion":"success","startedAt":"2026-01-01T{from}Z","completedAt":"2026-01-01T{to}Z","steps":[]}}"#
        )
    }

    fn run(jobs: &[String]) -> String {
        format!(r#"{{"jobs":[{}]}}"#, jobs.join(","))
    }

    fn error(text: &str) -> String {
        read_runs("a.json", text.as_bytes(), &[]).unwrap_err().to_string()
    }

    #[test]
    fn a_runs_time_is_from_the_first_start_to_the_last_end() {
        let text = run(&[
            job("build (ubuntu-22.04, 3.11)", "10:00:00", "10:05:01"),
            job("test on macOS", "10:06:00", "10:07:00"),
        ]);
        let release = read_runs("a.json", text.as_bytes(), &[]).unwrap();
        assert_eq!(release.wall(), Some(7 * 60_000));
        let jobs = release.jobs();
        assert_eq!(jobs[0].labels, ["ubuntu-22.04"]);
        assert_eq!((jobs[0].guess.as_deref(), jobs[0].time.millis), (None, Some(301_000)));
        assert_eq!(jobs[1].labels, ["macos-latest"]);
        assert!(jobs[1].guess.is_some());
    }

    #[test]
    fn several_runs_are_one_release_in_any_form() {
        let (one, other) =
            (run(&[job("a", "10:00:00", "10:01:00")]), run(&[job("b", "12:00:00", "12:02:00")]));
        for text in [format!("{one}\n{other}"), format!("[{one},{other}]")] {
            let release = read_runs("a.json", text.as_bytes(), &[]).unwrap();
            assert_eq!((release.jobs().len(), release.wall()), (2, Some(180_000)));
        }
        let bare = format!("[{}]", job("a", "10:00:00", "10:01:00"));
        assert_eq!(read_runs("a.json", bare.as_bytes(), &[]).unwrap().jobs().len(), 1);
    }

    #[test]
    fn the_apis_form_names_the_runner() {
        let text = r#"{"total_count":1,"jobs":[{"name":"x","conclusion":"success","started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-01T00:00:30Z","labels":["self-hosted","box"],"workflow_name":"Release"}]}"#;
        let release = read_runs("a.json", text.as_bytes(), &[]).unwrap();
        assert_eq!(release.jobs()[0].labels, ["self-hosted", "box"]);
        assert_eq!(release.jobs()[0].workflow, "Release");
    }

    #[test]
    fn jobs_that_were_skipped_cost_nothing() {
        let skipped = r#"{"name":"s","conclusion":"skipped","startedAt":"2026-01-01T10:00:05Z","completedAt":"2026-01-01T10:00:00Z"}"#;
        let text = run(&[job("a", "10:00:00", "10:00:01"), skipped.into()]);
        assert_eq!(read_runs("a.json", text.as_bytes(), &[]).unwrap().jobs().len(), 1);
    }

    #[test]
    fn a_release_of_which_nothing_ran_is_refused() {
        let skipped = r#"{"name":"s","conclusion":"skipped"}"#;
        let why = "read the runs in a.json: all of its jobs were skipped, so that nothing ran";
        assert_eq!(error(&run(&[skipped.into()])), why);
    }

    #[test]
    fn pages_of_a_run_are_one_run_and_one_page_is_refused() {
        let page = |run: u64, from: &str, to: &str| {
            let job = job("a", from, to).replacen('{', &format!("{{\"run_id\":{run},"), 1);
            format!(r#"{{"total_count":2,"jobs":[{job}]}}"#)
        };
        let (one, two) = (page(1, "10:00:00", "10:01:00"), page(1, "10:05:00", "10:07:00"));
        assert_eq!(error(&one), "read the runs in a.json: it has 1 of the 2 jobs of a run");
        let other = page(2, "10:05:00", "10:07:00");
        assert!(error(&format!("{one}{other}")).contains("1 of the 2 jobs"));
        for text in [format!("{one}{two}"), format!("[{one},{two}]")] {
            let release = read_runs("a.json", text.as_bytes(), &[]).unwrap();
            assert_eq!((release.jobs().len(), release.wall()), (2, Some(7 * 60_000)));
        }
    }

    #[test]
    fn hostile_files_are_refused_with_the_reason() {
        assert_eq!(error(""), "read the runs in a.json: there is no job in it");
        assert_eq!(error("{}"), "read the runs in a.json: it has no \"jobs\"");
        assert_eq!(error("3"), "read the runs in a.json: it is no run, and no list of runs");
        assert!(error("{\"jobs\": 3}").contains("invalid type"));
        assert!(error("{\"jobs\"").contains("EOF"));
        assert!(error(&"[".repeat(100_000)).contains("recursion limit"));
        let backwards = run(&[job("a", "10:00:01", "10:00:00")]);
        assert_eq!(
            error(&backwards),
            "read the runs in a.json: the job \"a\" ended before it started"
        );
        let running = r#"{"jobs":[{"name":"a","startedAt":"2026-01-01T10:00:00Z","completedAt":"0001-01-01T00:00:00Z"}]}"#;
        assert_eq!(error(running), "read the runs in a.json: the job \"a\" has not ended");
        let long = r#"{"jobs":[{"name":"a","startedAt":"1970-01-01T10:00:00Z","completedAt":"9999-01-01T00:00:00Z"}]}"#;
        assert!(error(long).ends_with("lasted longer than GitHub lets any"));
        let none = r#"{"jobs":[{"name":"a","startedAt":"soon","completedAt":"later"}]}"#;
        assert!(error(none).ends_with("has a time that is none"));
    }
}
