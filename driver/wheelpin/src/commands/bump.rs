use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use serde::Serialize;
use wheelpin_release::bump::{Outcome, Project, Publish, State};
use wheelpin_release::changelog::date;
use wheelpin_release::release::Next;
use wheelpin_release::version::{Phase, Version};
use wheelpin_release::writing::recover;

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
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

    /// Print what is known as JSON (schema 1)
    #[arg(long, conflicts_with = "print")]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
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
}

/// Releases the project up to a local tag, or says what that would be.
pub(crate) fn run(bump_args: &BumpArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let project = Project::read(&bump_args.directory, bump_args.package.as_deref())?;
    let to: Option<Version> = match &bump_args.to {
        Some(text) => Some(text.parse().map_err(wheelpin_release::Error::from)?),
        None => None,
    };
    let mut state = State::read(project.clone())?;
    let writes = !(bump_args.print || bump_args.check || bump_args.dry_run);
    if writes && recover(&state.git_directory)? {
        state = State::read(project)?;
    }
    if bump_args.check {
        let (version, tag) = state.agreed()?;
        let text = bump::agreed(&version, tag.as_deref(), state.places.places.len());
        return print(context, &text);
    }
    let outcome = state.outcome(bump_args.pre, to)?;
    if bump_args.print {
        return match outcome.next {
            Some(next) => print(context, &next.version.to_string()),
            None => Ok(ExitCode::Done),
        };
    }
    let Some(next) = outcome.next else {
        let text = if bump_args.json {
            json(&report(&state, &outcome, None, Vec::new()))?
        } else {
            bump::nothing(&state, &outcome)
        };
        return print(context, &text);
    };
    let files = state.files(&outcome, &next, &today())?;
    let names: Vec<String> = files.keys().map(|path| bump::name(&state, path)).collect();
    let publish = Publish {
        root: &state.root,
        git_directory: &state.git_directory,
        head: &state.head,
        tags: state.tags(),
        is_committed: !bump_args.no_commit,
        push: bump_args.push.as_deref(),
    };
    let done = if bump_args.dry_run { None } else { Some(publish.run(&files, &next.version)?) };
    let text = if bump_args.json {
        json(&report(&state, &outcome, Some(&next), names))?
    } else {
        let mut text = bump::released(&state, &outcome, &next);
        text.push_str(&bump::done(&names, done.as_ref(), bump_args.push.as_deref()));
        text
    };
    print(context, &text)
}

fn report<'a>(
    state: &State,
    outcome: &'a Outcome,
    next: Option<&Next>,
    files: Vec<String>,
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
    }
}

pub(crate) fn phase(word: &str) -> Result<Phase, String> {
    Phase::from_word(word).ok_or_else(|| "kinds are alpha, beta, rc and dev".into())
}

/// The day, in UTC.
pub(crate) fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    date(since.map_or(0, |since| since.as_secs()))
}

fn print(context: &mut Context<'_>, text: &str) -> Result<ExitCode, Error> {
    writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(value).map_err(|error| Error::Write(error.into()))
}
