use std::io::Write;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use serde::Serialize;
use wheelpin_release::Error as Release;
use wheelpin_release::bump::{Doubt, OnIndex, Outcome, Project, Publish, Pushing, Remote, State};
use wheelpin_release::changelog::date;
use wheelpin_release::history::Head;
use wheelpin_release::release::Next;
use wheelpin_release::version::{Phase, Version};
use wheelpin_release::writing::recover;

use crate::ExitCode;
use crate::advice::{Advice, Advised};
use crate::context::Context;
use crate::error::Error;
use crate::index_versions::fetch_versions;
use crate::ui::bump;

/// Write the next version everywhere it stands, and the changelog; commit and tag both.
///
/// The version comes from the commits since the last release, by Conventional Commits.
/// Exit code 0 also where there is nothing to release.
#[derive(Debug, Args)]
pub(crate) struct BumpArgs {
    /// The directory of the project's pyproject.toml
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// Print the next version and change nothing; nothing to release prints nothing
    #[arg(long, conflicts_with_all = ["check", "push", "no_commit"])]
    print: bool,

    /// Say what would be done, and do nothing
    #[arg(long, conflicts_with_all = ["print", "check"])]
    dry_run: bool,

    /// Check that all files, the tag and the changelog say the same version
    #[arg(long, conflicts_with_all = ["to", "pre", "push", "no_commit"])]
    check: bool,

    /// Release this version, whatever the commits say
    #[arg(long, value_name = "VERSION", conflicts_with = "pre")]
    to: Option<String>,

    /// Release a pre-release: alpha, beta, rc or dev
    #[arg(long, value_name = "KIND", value_parser = phase)]
    pre: Option<Phase>,

    /// The package to release, where the repository holds several
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// Write files, and neither commit nor tag
    #[arg(long, conflicts_with = "push")]
    no_commit: bool,

    /// Push commit and tag, both or neither
    #[arg(long, value_name = "REMOTE", num_args = 0..=1, default_missing_value = "origin")]
    push: Option<String>,

    /// Skip versions that an index has: pypi, testpypi, or the address that files are sent to
    #[arg(long, value_name = "INDEX", conflicts_with = "check")]
    index: Option<String>,

    /// The address of the index's simple API, which installers read, where that is not known
    #[arg(long, value_name = "ADDRESS", requires = "index")]
    simple: Option<String>,

    /// Hold the version against what `wheelpin diff --json` wrote, and warn where wheels changed
    /// by more than the commits say; the version stays as the commits have it
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    advice: Option<PathBuf>,

    /// Print what is known as JSON (schema 1)
    #[arg(long, conflicts_with = "print")]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    schema: u32,
    /// None: there is nothing to release.
    version: Option<String>,
    python_version: Option<String>,
    tag: Option<String>,
    previous: Option<String>,
    level: &'static str,
    commits: usize,
    not_conforming: Vec<&'a str>,
    files: Vec<String>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'a Advised>,
}

/// Releases the project up to a local tag, or says what that would be.
pub(crate) async fn run(
    bump_args: &BumpArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let project = Project::read(&bump_args.directory, bump_args.package.as_deref())?;
    let on_index = match &bump_args.index {
        Some(index) => {
            let name = project.distribution()?;
            Some(fetch_versions(index, bump_args.simple.as_deref(), &name).await?)
        }
        None => None,
    };
    // Before anything is written.
    let advice = match &bump_args.advice {
        Some(path) => Some(Advice::read_for(path, project.distribution().ok().as_deref())?),
        None => None,
    };
    release(bump_args, project, on_index.as_ref(), advice, context)
}

/// The same, with what an index has.
fn release(
    bump_args: &BumpArgs,
    project: Project,
    on_index: Option<&OnIndex>,
    advice: Option<Advice>,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let to: Option<Version> = match &bump_args.to {
        Some(text) => Some(text.parse().map_err(wheelpin_release::Error::from)?),
        None => None,
    };
    let mut state = State::read(project.clone())?;
    let writes = !(bump_args.print || bump_args.check || bump_args.dry_run);
    if writes && (recover(&state.git_directory)? | publish(bump_args, &state).recover()?) {
        state = State::read(project)?;
    }
    if bump_args.check {
        let (version, tag) = state.agreed()?;
        let text = bump::agreed(&version, tag.as_deref(), state.places.places.len());
        return print(context, &text);
    }
    if let Some(on_index) = on_index {
        state.add_index(on_index);
    }
    let mut late = None;
    if let (Some(name), Head::Branch(branch)) = (bump_args.push.as_deref(), state.head.clone()) {
        let remote = Remote::read(&state.root, name, &branch)?;
        state.add_remote(name, &remote)?;
        late = state.not_pushed(&remote).map(|(tag, commit)| (name, branch, tag, commit));
    }
    if !(bump_args.print || bump_args.no_commit) {
        match state.add_unsigned() {
            // It is not needed to know the version.
            Err(Release::NoGit { .. }) if !writes => {}
            noted => noted?,
        }
    }
    let outcome = state.outcome(bump_args.pre, to)?;
    let advised = advice.map(|advice| advice.against(&state, &outcome));
    let warning = advised.as_ref().map(|advised| bump::advised(advised, &outcome));
    let warning = warning.unwrap_or_default();
    if bump_args.print {
        // What is printed is a version and nothing else.
        if !context.output.quiet {
            anstream::stderr().write_all(warning.as_bytes()).map_err(Error::Write)?;
        }
        return match outcome.next {
            Some(next) => print(context, &next.version.to_string()),
            None => Ok(ExitCode::Done),
        };
    }
    let Some(next) = outcome.next else {
        if let Some((remote, branch, tag, commit)) = late.filter(|_| writes) {
            let (branch, commit, tag) = (&branch, &commit, &tag);
            Pushing { root: &state.root, remote, branch, commit, tag }.run()?;
            state.doubts.retain(|doubt| !matches!(doubt, Doubt::NotPushed { .. }));
            state.doubts.push(Doubt::Late { tag: tag.into(), remote: remote.into() });
        }
        let text = if bump_args.json {
            json(&report(&state, &outcome, None, Vec::new(), advised.as_ref()))?
        } else {
            bump::nothing(&state, &outcome) + &warning
        };
        return print(context, &text);
    };
    let files = state.files(&outcome, &next, &today())?;
    let names: Vec<String> = files.keys().map(|path| bump::name(&state, path)).collect();
    let done = match bump_args.dry_run {
        true => None,
        false => Some(publish(bump_args, &state).run(&files, &next.version)?),
    };
    let text = if bump_args.json {
        json(&report(&state, &outcome, Some(&next), names, advised.as_ref()))?
    } else {
        let mut text = bump::released(&state, &outcome, &next);
        text.push_str(&warning);
        text.push_str(&bump::done(&names, done.as_ref(), bump_args.push.as_deref()));
        text
    };
    print(context, &text)
}

fn publish<'a>(bump_args: &'a BumpArgs, state: &'a State) -> Publish<'a> {
    Publish {
        root: &state.root,
        git_directory: &state.git_directory,
        head: &state.head,
        tags: state.tags(),
        is_committed: !bump_args.no_commit,
        push: bump_args.push.as_deref(),
    }
}

fn report<'a>(
    state: &State,
    outcome: &'a Outcome,
    next: Option<&Next>,
    files: Vec<String>,
    advice: Option<&'a Advised>,
) -> Report<'a> {
    let tally = outcome.tally(&state.project);
    Report {
        schema: 1,
        version: next.map(|next| next.version.to_string()),
        python_version: next.map(|next| next.version.python()),
        tag: next.map(|next| state.tags().tag(&next.version)),
        previous: state.known.newest().map(|version| version.to_string()),
        level: bump::level(tally.level),
        commits: tally.commits,
        not_conforming: tally.not_conforming.iter().map(|(hash, _)| *hash).collect(),
        files,
        notes: state.doubts.iter().map(ToString::to_string).collect(),
        advice,
    }
}

pub(crate) fn phase(word: &str) -> Result<Phase, String> {
    Phase::from_word(word).ok_or_else(|| "kinds are alpha, beta, rc and dev".into())
}

/// The day, in UTC.
pub(crate) fn today() -> String {
    date(now() / 1000)
}

/// The time, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn print(context: &mut Context<'_>, text: &str) -> Result<ExitCode, Error> {
    writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(value).map_err(|error| Error::Write(error.into()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use tempfile::TempDir;
    use wheelpin_testing::GitRepository;

    use super::*;
    use crate::arguments::{Color, OutputArgs};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        bump_args: BumpArgs,
    }

    /// What is printed where an index has these versions of a project with a release
    /// 1.1.0 and a feature after it.
    fn printed(arguments: &[&str], versions: &[&str]) -> Result<String, String> {
        let directory = TempDir::new().unwrap();
        let git = GitRepository::new(directory.path());
        git.write("pyproject.toml", "[project]\nname = 'sample'\nversion = '1.1.0'\n", "feat: a");
        git.tag("v1.1.0").commit("feat: b");
        let path = directory.path().to_str().unwrap();
        let line = Line::parse_from(["bump", path].iter().chain(arguments));
        let project = Project::read(directory.path(), None).unwrap();
        assert_eq!(project.distribution().unwrap(), "sample");
        let on_index = OnIndex::new("the index", versions.iter().copied());
        let mut stdout = Vec::new();
        let mut context = Context {
            stdout: &mut stdout,
            interrupt: crate::interrupted::never(),
            output: OutputArgs { quiet: false, verbose: false, color: Color::Never },
        };
        let released = release(&line.bump_args, project, Some(&on_index), None, &mut context);
        released.map_err(|error| error.to_string())?;
        Ok(String::from_utf8(stdout).unwrap())
    }

    #[test]
    fn versions_on_an_index_are_skipped_and_told() {
        // Burned: released once, and no tag tells of it.
        let text = printed(&["--dry-run"], &["1.0", "1.1.0", "1.2.0"]).unwrap();
        assert!(
            text.starts_with(
                "1.2.1 after 1.1.0\n1.2.0 exists already, on the index\n1 commit since v1.1.0: minor\n\
                 note: the index has 1.2.0, which is later than every tag here\n"
            ),
            "{text}"
        );
        assert_eq!(printed(&["--print"], &["1.2", "1.2.1", "1.2.3"]).unwrap(), "1.2.2\n");
        assert_eq!(printed(&["--print"], &["1.1.0"]).unwrap(), "1.2.0\n");
    }

    #[test]
    fn pre_releases_on_an_index_are_counted_on() {
        let pre = &["--print", "--pre", "alpha"];
        assert_eq!(printed(pre, &["1.2.0a1", "1.2.0-alpha.3"]).unwrap(), "1.2.0-alpha.4\n");
    }

    #[test]
    fn a_version_by_hand_is_not_one_that_an_index_has() {
        let told = printed(&["--print", "--to", "1.5.0"], &["1.5"]).unwrap_err();
        assert_eq!(told, "release 1.5.0: it exists already, on the index");
    }

    #[test]
    fn what_cargo_cannot_say_is_counted() {
        let text = printed(&["--dry-run"], &["1.0.post1", "1!3", "1.1.0"]).unwrap();
        assert!(
            text.contains("\nnote: the index has 2 versions that Cargo cannot say\n"),
            "{text}"
        );
    }
}
