use wheelpin_workflow::matrix::{LEGS, Leg, expand, holds, legs};
use wheelpin_workflow::model::{Job as Written, WorkflowFile};
use wheelpin_workflow::{Repository, WORKFLOWS, publishes};

use crate::basis::Time;
use crate::error::Error;
use crate::job::{Group, Job, Release};
use crate::settings::{Before, Settings};

/// How deep workflows call each other (GitHub Docs, "Reusing workflow configurations": ten levels).
const DEPTH: usize = 10;

/// Jobs of all workflows together that are counted.
const JOBS: usize = 10_000;

/// What a release runs by a repository's workflows: those that the settings name, else those that
/// publish to an index, without `is_passed_over`. Times are not known yet. None where no workflow
/// publishes.
///
/// # Errors
///
/// [`Error::NoWorkflow`], [`Error::Workflow`] for one that is named and cannot be read, and
/// [`Error::TooMany`].
pub fn workflows(
    repository: &Repository,
    before: &Before,
    is_passed_over: impl Fn(&WorkflowFile) -> bool,
) -> Result<Option<Release>, Error> {
    let chosen: Vec<&WorkflowFile> = if before.workflows.is_empty() {
        repository.workflows().filter(|it| is_release(it) && !is_passed_over(it)).collect()
    } else {
        before.workflows.iter().map(|name| named(repository, name)).collect::<Result<_, _>>()?
    };
    if chosen.is_empty() {
        return Ok(None);
    }
    let mut reader = Reader { repository, notes: Vec::new(), jobs: 0 };
    let mut workflows = Vec::new();
    for file in chosen {
        workflows.push(reader.groups(file, "", 0)?);
    }
    Ok(Some(Release::Planned { workflows, notes: reader.notes }))
}

/// Gives jobs without a time the minutes that are assumed of them.
pub fn assume(release: &mut Release, settings: &Settings, all: Option<crate::Minutes>) {
    let Release::Planned { workflows, .. } = release else { return };
    let mut change = |job: &mut Job| {
        if job.time.millis.is_some() {
            return;
        }
        if let Some(minutes) = all {
            job.time = Time::assumed(minutes.millis(), "assumed: --before-minutes");
        } else if let Some(minutes) = settings.before.minutes_of(&job.id) {
            job.time =
                Time::assumed(minutes.millis(), "assumed: [tool.wheelpin.cost.before] minutes");
        }
    };
    workflows.iter_mut().flatten().for_each(|group| group.each(&mut change));
}

fn is_release(file: &WorkflowFile) -> bool {
    file.steps().into_iter().any(publishes)
}

fn named<'a>(repository: &'a Repository, name: &str) -> Result<&'a WorkflowFile, Error> {
    let path = if name.contains('/') { name.to_owned() } else { format!("{WORKFLOWS}/{name}") };
    if let Some((_, reason)) = repository.unreadable.iter().find(|(known, _)| *known == path) {
        return Err(Error::Workflow { file: path, reason: reason.to_string() });
    }
    let found = repository.workflows().find(|file| file.path == path);
    found.ok_or_else(|| {
        let file_name = |file: &WorkflowFile| file.path.rsplit('/').next().map(str::to_owned);
        let known: Vec<String> = repository.workflows().filter_map(file_name).collect();
        Error::NoWorkflow { name: name.into(), known: known.join(", ") }
    })
}

struct Reader<'a> {
    repository: &'a Repository,
    notes: Vec<String>,
    jobs: usize,
}

impl Reader<'_> {
    /// The groups of a workflow; `prefix` is what calls it, for names.
    fn groups(
        &mut self,
        file: &WorkflowFile,
        prefix: &str,
        depth: usize,
    ) -> Result<Vec<Group>, Error> {
        file.jobs().into_iter().map(|job| self.group(file, job, prefix, depth)).collect()
    }

    fn group(
        &mut self,
        file: &WorkflowFile,
        job: Written<'_>,
        prefix: &str,
        depth: usize,
    ) -> Result<Group, Error> {
        let workflow = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
        let mut note = |text: String| {
            if !self.notes.contains(&text) {
                self.notes.push(text);
            }
        };
        let legs = legs(job.node).unwrap_or_else(|| {
            note(format!(
                "{workflow}: an expression makes the matrix of {}, which is counted once",
                job.id
            ));
            vec![Leg::new()]
        });
        if legs.len() == LEGS {
            note(format!(
                "{workflow}: {} is counted {LEGS} times, more GitHub does not run",
                job.id
            ));
        }
        let condition = job.node.text_at(["if"]).unwrap_or_default();
        let mut group = Group {
            id: job.id.into(),
            needs: job.needs().into_iter().map(str::to_owned).collect(),
            jobs: Vec::new(),
            inner: Vec::new(),
        };
        for leg in legs.iter().filter(|leg| holds(condition, leg) != Some(false)) {
            self.jobs += 1;
            if self.jobs > JOBS {
                return Err(Error::TooMany { file: file.path.clone(), most: JOBS });
            }
            let name = format!("{prefix}{}", name(job, leg));
            let called = job.uses().filter(|_| depth < DEPTH);
            if let Some(called) = called.and_then(|uses| self.repository.local(uses)) {
                let below = self.groups(called, &format!("{name} / "), depth + 1)?;
                // Side by side with those of other legs, by ids of their own.
                let number = group.inner.len();
                group.inner.push(Group {
                    id: number.to_string(),
                    needs: Vec::new(),
                    jobs: Vec::new(),
                    inner: below,
                });
                continue;
            }
            let (labels, guess) = match job.uses() {
                Some(uses) => {
                    let text =
                        format!("{workflow}: {} calls {uses}, which is counted as one job", job.id);
                    if !self.notes.contains(&text) {
                        self.notes.push(text);
                    }
                    (Vec::new(), Some("what it calls is not in this repository".into()))
                }
                None => labels(job, leg),
            };
            group.jobs.push(Job {
                workflow: workflow.clone(),
                id: job.id.into(),
                name,
                labels,
                guess,
                time: Time::unknown("nobody says how long it takes"),
            });
        }
        Ok(group)
    }
}

/// As GitHub shows it: `name:` with the matrix in it, or the id and the values (of which GitHub has
/// the order of the file).
fn name(job: Written<'_>, leg: &Leg) -> String {
    let values: Vec<&str> = leg.values().map(String::as_str).collect();
    match job.node.text_at(["name"]) {
        Some(name) if !name.is_empty() => expand(name, leg),
        _ if values.is_empty() => job.id.into(),
        _ => format!("{} ({})", job.id, values.join(", ")),
    }
}

/// The labels of a job's runner; those with an expression that only a run can work out are left
/// out, with a word on it.
fn labels(job: Written<'_>, leg: &Leg) -> (Vec<String>, Option<String>) {
    let labels = job.runs_on().into_iter().map(|text| expand(text, leg));
    let (unknown, known): (Vec<String>, Vec<String>) =
        labels.filter(|label| !label.is_empty()).partition(|label| label.contains("${{"));
    (known, unknown.first().map(|text| format!("only a run knows {text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)], before: &Before) -> Result<Option<Release>, Error> {
        let paths: Vec<(String, &str)> =
            files.iter().map(|(name, text)| (format!("{WORKFLOWS}/{name}"), *text)).collect();
        let repository =
            Repository::of_files(paths.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
        workflows(&repository, before, |file| file.text.starts_with("# ours"))
    }

    fn told(release: &Release) -> Vec<String> {
        let job = |job: &&Job| format!("{} on {}", job.name, job.labels.join("+"));
        release.jobs().iter().map(job).collect()
    }

    const PUBLISH: &str = "jobs:\n  build:\n    name: wheel ${{ matrix.os }} ${{ matrix.py }}\n    runs-on: ${{ matrix.os }}\n    strategy:\n      matrix:\n        os: [ubuntu-latest, macos-15]\n        py: ['3.11']\n  publish:\n    needs: build\n    runs-on: [self-hosted, box]\n    steps:\n      - uses: pypa/gh-action-pypi-publish@release/v1\n";

    #[test]
    fn workflows_that_publish_are_those_of_a_release() {
        let files = [("r.yml", PUBLISH), ("ci.yml", "jobs:\n  a:\n    runs-on: b\n")];
        let release = read(&files, &Before::default()).unwrap().unwrap();
        let wanted = [
            "wheel ubuntu-latest 3.11 on ubuntu-latest",
            "wheel macos-15 3.11 on macos-15",
            "publish on self-hosted+box",
        ];
        assert_eq!(told(&release), wanted);
        assert_eq!(read(&files[1..], &Before::default()).unwrap(), None);
        let ours = format!("# ours\n{PUBLISH}");
        assert_eq!(read(&[("r.yml", &ours)], &Before::default()).unwrap(), None);
    }

    #[test]
    fn workflows_can_be_named_and_must_be_there() {
        let before = Before { workflows: vec!["ci.yml".into()], ..Before::default() };
        let files = [("r.yml", PUBLISH), ("ci.yml", "jobs:\n  a:\n    runs-on: b\n")];
        assert_eq!(told(&read(&files, &before).unwrap().unwrap()), ["a on b"]);
        let error = read(&files[..1], &before).unwrap_err();
        assert_eq!(error.to_string(), "find the workflow \"ci.yml\" in .github/workflows");
        let error = read(&[("ci.yml", "a: [")], &before).unwrap_err();
        assert!(error.to_string().starts_with("read .github/workflows/ci.yml: "), "{error}");
    }

    #[test]
    fn a_called_workflow_is_counted_in_place_of_its_caller() {
        let caller = "jobs:\n  a:\n    strategy: {matrix: {x: [1, 2]}}\n    uses: ./.github/workflows/b.yml\n  c:\n    needs: a\n    uses: other/repo/.github/workflows/c.yml@v1\n";
        let called = "jobs:\n  one:\n    runs-on: u\n  two:\n    needs: one\n    runs-on: ${{ inputs.os }}\n";
        let before = Before { workflows: vec!["a.yml".into()], ..Before::default() };
        let mut release = read(&[("a.yml", caller), ("b.yml", called)], &before).unwrap().unwrap();
        let wanted =
            ["a (1) / one on u", "a (1) / two on ", "a (2) / one on u", "a (2) / two on ", "c on "];
        assert_eq!(told(&release), wanted);
        assert_eq!(
            release.notes(),
            ["a.yml: c calls other/repo/.github/workflows/c.yml@v1, which is counted as one job"]
        );
        assume(&mut release, &Settings::default(), crate::Minutes::new(2.0));
        assert_eq!(release.wall(), Some(6 * 60_000));
    }

    #[test]
    fn a_workflow_that_calls_itself_comes_to_an_end() {
        let text = "jobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  b:\n    uses: ./.github/workflows/a.yml\n";
        let before = Before { workflows: vec!["a.yml".into()], ..Before::default() };
        let jobs = read(&[("a.yml", text)], &before).unwrap().unwrap().jobs().len();
        assert_eq!(jobs, 1 << (DEPTH + 1));
    }

    #[test]
    fn what_only_a_run_knows_is_told() {
        let text = "jobs:\n  a:\n    runs-on: ${{ inputs.os }}\n    strategy: {matrix: '${{ fromJSON(x) }}'}\n  b:\n    if: matrix.os != 'w'\n    runs-on: ${{ matrix.os }}\n    strategy: {matrix: {os: [u, w]}}\n";
        let before = Before { workflows: vec!["a.yml".into()], ..Before::default() };
        let release = read(&[("a.yml", text)], &before).unwrap().unwrap();
        assert_eq!(told(&release), ["a on ", "b (u) on u"]);
        assert_eq!(release.jobs()[0].guess.as_deref(), Some("only a run knows ${{ inputs.os }}"));
        assert_eq!(
            release.notes(),
            ["a.yml: an expression makes the matrix of a, which is counted once"]
        );
    }
}
