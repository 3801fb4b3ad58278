use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use wheelpin_publish::GITHUB_SERVER;
use wheelpin_workflow::facts::Facts;
use wheelpin_workflow::{
    Asked, Lock, Remotes, Repository, Rule, Severity, Wanted, find_rule, gather,
};

use crate::context::Context;
use crate::error::Error;
use crate::rule_args::{Format, RuleArgs};
use crate::ui::progress::Progress;

/// What is looked at, and how it is told.
#[derive(Debug, Args)]
pub(super) struct LookArgs {
    /// A directory of the repository
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) directory: PathBuf,

    #[command(flatten)]
    wanted: RuleArgs,
}

impl LookArgs {
    pub(super) fn format(&self) -> Format {
        self.wanted.format()
    }

    /// The rules to look for.
    pub(super) fn rules(&self) -> Result<Vec<&'static Rule>, Error> {
        for id in self.wanted.select.iter().chain(&self.wanted.ignore).chain(&self.wanted.deny) {
            if find_rule(id).is_none() {
                let ids: Vec<&str> = wheelpin_workflow::RULES.iter().map(|rule| rule.id).collect();
                return Err(Error::NoSuchRule { id: id.clone(), known: ids.join(", ") });
            }
        }
        let is_wanted = |rule: &&Rule| {
            let is = |ids: &[String]| ids.iter().any(|id| id == rule.id);
            (self.wanted.select.is_empty() || is(&self.wanted.select)) && !is(&self.wanted.ignore)
        };
        Ok(wheelpin_workflow::RULES.iter().filter(is_wanted).collect())
    }

    /// Findings as bad as the user says.
    pub(super) fn denied(
        &self,
        mut findings: Vec<wheelpin_workflow::Finding>,
    ) -> Vec<wheelpin_workflow::Finding> {
        for finding in &mut findings {
            if self.wanted.deny.iter().any(|id| id == finding.rule) {
                finding.severity = Severity::Error;
            }
        }
        findings
    }
}

/// How remotes are asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "Remotes")]
pub(super) struct RemoteArgs {
    /// Where the repositories of actions are: an address or directory that OWNER/NAME is below
    /// [default: GITHUB_SERVER_URL, or GitHub]
    #[arg(long, value_name = "ADDRESS")]
    github: Option<String>,

    /// How long one run of git may take
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,

    /// How many repositories are asked at once
    #[arg(long, short, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: u16,
}

impl RemoteArgs {
    /// The address that `owner/name` is appended to, without `/` at its end.
    pub(super) fn base(&self) -> String {
        let variable = || env::var("GITHUB_SERVER_URL").ok().filter(|value| !value.is_empty());
        let base = self.github.clone().or_else(variable);
        let base = base.unwrap_or_else(|| GITHUB_SERVER.into());
        // Git takes a relative path for one in the directory that it runs in.
        let directory = Path::new(&base);
        if !base.contains("://")
            && directory.is_dir()
            && let Ok(whole) = directory.canonicalize()
        {
            return format!("file://{}", whole.display());
        }
        base.trim_end_matches('/').to_owned()
    }

    /// Asks remotes, with progress in a terminal.
    pub(super) async fn gather(
        &self,
        wanted: &Wanted,
        context: &Context<'_>,
    ) -> Result<Facts, Error> {
        let remotes = Remotes {
            base: self.base(),
            environment: env::vars_os().collect(),
            limit: Duration::from_secs(self.timeout),
            jobs: self.jobs.into(),
        };
        let progress = Progress::new(context.output, "asking", wanted.repositories.len());
        let asked = |asked: Asked| progress.at(asked.done);
        Ok(gather(wanted, &remotes, &context.interrupt, asked).await?)
    }

    /// Where people see what changed between two commits; none for what is no web page.
    pub(super) fn compare(
        &self,
        repository: &str,
        from: Option<&str>,
        to: &str,
        tag: &str,
    ) -> Option<String> {
        let base = self.base();
        if !(base.starts_with("https://") || base.starts_with("http://")) {
            return None;
        }
        Some(match from {
            Some(from) => format!("{base}/{repository}/compare/{from}...{to}"),
            None => format!("{base}/{repository}/releases/tag/{tag}"),
        })
    }
}

/// An error where a repository did not answer: what was said is then not all there is to say.
pub(super) fn unanswered(facts: &Facts) -> Option<Error> {
    let silent: Vec<(&String, &String)> = facts
        .repositories
        .iter()
        .filter_map(|(name, of)| Some((name, of.unreachable.as_ref()?)))
        .collect();
    let (first, reason) = silent.first()?;
    let others = match silent.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(Error::Unanswered {
        repositories: format!("{first}{others}"),
        reason: wheelpin_dist::plain(reason),
    })
}

/// The repository and its lock.
pub(super) struct Read {
    pub(super) repository: Repository,
    pub(super) lock: Option<Lock>,
    pub(super) lock_text: Option<String>,
}
