use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use wheelpin_nix::{Shard, quoted};
use wheelpin_release::bump::Project;
use wheelpin_release::journal::{Journal, Step};
use wheelpin_release::version::{Phase, Version};

use crate::ExitCode;
use crate::commands::bump::phase;
use crate::context::Context;
use crate::error::Error;
use crate::publishing::access::AccessArgs;
use crate::publishing::forge::{forge, log_in};
use crate::release::options::Options;
use crate::release::releasing::release;
use crate::release::{giving_up, rehearsal};
use crate::ui::release as words;

/// Release the project: version, changelog, build, check, test, tag, publish, verify, announce.
///
/// Wheels come from the very commit that is tagged. Every step is recorded in dist/; what was
/// interrupted goes on with the same command, on this machine or another.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct ReleaseArgs {
    #[command(subcommand)]
    command: Option<ReleaseCommand>,

    /// The directory of the project's pyproject.toml
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    project: PathBuf,

    /// Where files and journal go
    #[arg(long, short, value_name = "DIR", default_value = "dist", global = true)]
    out: PathBuf,

    /// Release this version, whatever the commits say
    #[arg(long, value_name = "VERSION", conflicts_with = "pre")]
    version: Option<String>,

    /// Release a pre-release: alpha, beta, rc or dev
    #[arg(long, value_name = "KIND", value_parser = phase)]
    pre: Option<Phase>,

    /// The package to release, where the repository holds several
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    #[command(flatten)]
    access: AccessArgs,

    /// Stop after this step: preflight, bump, build, check, test, tag, push, publish, verify, forge
    #[arg(long, value_name = "STEP", value_parser = step)]
    until: Option<Step>,

    /// Do everything up to the tests in a temporary clone, and say what the rest would be
    #[arg(long, conflicts_with_all = ["until", "rehearse", "resume", "abort"])]
    pub(crate) dry_run: bool,

    /// The whole release in a temporary clone, against an index of wheelpin's own
    #[arg(long, conflicts_with_all = ["resume", "abort"])]
    pub(crate) rehearse: bool,

    /// Go on with the release in this directory, and with no other
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "dist", conflicts_with = "out")]
    pub(crate) resume: Option<PathBuf>,

    /// Journals of other jobs of the same release; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) merge: Vec<PathBuf>,

    /// Give the release up: undo what can be undone, and say what cannot
    #[arg(long, conflicts_with = "resume")]
    abort: bool,

    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,

    /// Leave the preflight out, for a reason that the manifest records
    #[arg(long, value_name = "REASON", value_parser = reason)]
    skip_preflight: Option<String>,

    /// Leave the tests out, for a reason that the manifest records
    #[arg(long, value_name = "REASON", value_parser = reason)]
    skip_test: Option<String>,

    /// Leave reading back from the index out, for a reason that the manifest records
    #[arg(long, value_name = "REASON", value_parser = reason)]
    skip_verify: Option<String>,

    /// Leave the release on the forge out, for a reason that the manifest records
    #[arg(long, value_name = "REASON", value_parser = reason)]
    skip_forge: Option<String>,

    /// Build only this part of the wheels, such as 2/3, for a job that goes on with --parts; needs
    /// the journal of a release whose commit is made
    #[arg(long, value_name = "I/N", value_parser = shard, requires = "resume")]
    shard: Option<Shard>,

    /// A directory of what other jobs built with --shard
    #[arg(long, value_name = "DIR", conflicts_with = "shard")]
    parts: Option<PathBuf>,

    /// Write the report of the release there as well, also of one that is rehearsed or that failed
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    pub(crate) report: Option<PathBuf>,

    /// Builds at a time on this machine
    #[arg(long, short, value_name = "N")]
    jobs: Option<u32>,

    /// Other machines to build on, written as Nix's setting `builders`
    #[arg(long, value_name = "MACHINES")]
    builders: Option<String>,
}

#[derive(Debug, Subcommand)]
enum ReleaseCommand {
    /// Say where the release in dist/ stands, and how to go on
    Status,
}

/// Releases, goes on, gives up or says where it stands.
pub(crate) async fn run(
    release_args: &ReleaseArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    if let Some(ReleaseCommand::Status) = release_args.command {
        return status(release_args, context);
    }
    if release_args.rehearse {
        return rehearsal::run(release_args, context).await;
    }
    if release_args.dry_run {
        return rehearsal::dry_run(release_args, context).await;
    }
    let options = release_args.options()?;
    if release_args.abort {
        log_in();
        return giving_up::run(&options, release_args.access(), context).await;
    }
    log_in();
    let mut publisher = release_args.access.publisher(&options.index)?;
    let project = Project::read(&options.directory, options.package.as_deref())?;
    let forge = forge(publisher.http(), &project, &options.directory, &options.remote)?;
    publisher.announce(forge);
    release(release_args, &options, &publisher, context).await
}

/// Where the release stands.
fn status(release_args: &ReleaseArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let text = match Journal::peek(&release_args.out)? {
        Some(progress) => words::status(&progress, &release_args.out),
        None => format!("no release was begun in {}", release_args.out.display()),
    };
    writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

impl ReleaseArgs {
    /// Arguments and settings as one.
    pub(crate) fn options(&self) -> Result<Options, Error> {
        self.options_with(None)
    }

    /// The directory of the project.
    pub(crate) fn project(&self) -> &Path {
        &self.project
    }

    /// The package, where there are several.
    pub(crate) fn package(&self) -> Option<&str> {
        self.package.as_deref()
    }

    /// Which index, and who publishes.
    pub(crate) const fn access(&self) -> &AccessArgs {
        &self.access
    }

    /// The same with an index that is known otherwise.
    pub(crate) fn options_with(&self, index: Option<String>) -> Result<Options, Error> {
        let project = Project::read(&self.project, self.package.as_deref())?;
        let settings = &project.settings;
        let until = self.until.unwrap_or(Step::Forge);
        let dist = self.resume.clone().unwrap_or_else(|| self.out.clone());
        // What was begun knows where it goes.
        let begun = match Journal::peek(&dist) {
            Ok(Some(progress)) if progress.is_open() => Some(progress.release.index),
            _ => None,
        };
        let index = index
            .or_else(|| self.access.index.clone())
            .or(begun)
            .or_else(|| settings.index.clone())
            .ok_or(Error::NoIndex)?;
        let to: Option<Version> = match &self.version {
            Some(text) => Some(text.parse().map_err(wheelpin_release::Error::from)?),
            None => None,
        };
        let skips = [
            (Step::Preflight, &self.skip_preflight),
            (Step::Test, &self.skip_test),
            (Step::Verify, &self.skip_verify),
            (Step::Forge, &self.skip_forge),
        ];
        let skip: BTreeMap<Step, String> =
            skips.into_iter().filter_map(|(step, reason)| Some((step, reason.clone()?))).collect();
        Ok(Options {
            directory: self.project.clone(),
            is_copy: false,
            again: self.again(&dist),
            package: self.package.clone(),
            to,
            pre: self.pre,
            index,
            remote: settings.remote.clone().unwrap_or_else(|| "origin".into()),
            mode: settings.mode,
            dist,
            until,
            skip,
            require: settings.require,
            shard: self.shard,
            parts: self.parts.clone(),
            jobs: self.jobs,
            builders: self.builders.clone(),
        })
    }

    /// What to type to go on.
    fn again(&self, dist: &Path) -> String {
        let mut words = vec!["wheelpin release --resume".to_owned()];
        if dist != Path::new("dist") {
            words.push(quoted(&dist.to_string_lossy()));
        }
        if self.project != Path::new(".") {
            words.push(format!("--project {}", quoted(&self.project.to_string_lossy())));
        }
        if let Some(package) = &self.package {
            words.push(format!("--package {}", quoted(package)));
        }
        words.extend(self.access.again());
        for (step, reason) in [
            (Step::Preflight, &self.skip_preflight),
            (Step::Test, &self.skip_test),
            (Step::Verify, &self.skip_verify),
            (Step::Forge, &self.skip_forge),
        ] {
            if let Some(reason) = reason {
                words.push(format!("--skip-{step} {}", quoted(reason)));
            }
        }
        words.join(" ")
    }
}

fn step(word: &str) -> Result<Step, String> {
    let names: Vec<&str> = Step::ALL.into_iter().map(Step::name).collect();
    Step::from_name(word).ok_or_else(|| format!("steps are {}", names.join(", ")))
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("say why".into()) } else { Ok(text.into()) }
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(|| "a part of several is written so: 2/3".into())
}
