use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use crate::error::Error;
use crate::facts::{CommitFacts, RepositoryFacts};
use crate::remote::content::read_inputs;
use crate::remote::git::{Git, Refused};
use crate::remote::history::History;
use crate::remote::scratch::Scratch;
use crate::remote::{argv, references};
use crate::wanted::WantedRepository;

/// How often a commit is asked for that no branch and no tag has.
const PROBES: usize = 16;

/// Asks one repository. A remote that does not answer is no error.
pub(super) async fn ask(
    git: &Git,
    url: &str,
    wanted: &WantedRepository,
    directory: &Path,
) -> Result<RepositoryFacts, Error> {
    let mut asking = Asking { git, url, wanted, directory, facts: RepositoryFacts::default() };
    if let Err(Refused(reason)) = asking.all().await? {
        return Ok(RepositoryFacts { unreachable: Some(reason), ..RepositoryFacts::default() });
    }
    Ok(asking.facts)
}

struct Asking<'a> {
    git: &'a Git,
    url: &'a str,
    wanted: &'a WantedRepository,
    directory: &'a Path,
    facts: RepositoryFacts,
}

/// Outside: the end of all work. Inside: the end of this repository's.
type Answer<T> = Result<Result<T, Refused>, Error>;

macro_rules! answered {
    ($answer:expr) => {
        match $answer {
            Ok(value) => value,
            Err(refused) => return Ok(Err(refused)),
        }
    };
}

impl Asking<'_> {
    async fn all(&mut self) -> Answer<()> {
        let stdout = answered!(self.git.run(None, argv::references(self.url)).await?);
        self.facts.references = answered!(references::references(&stdout).map_err(Refused));
        let is_tip = |commit: &String| self.facts.references.values().any(|at| at == commit);
        let are_tips = self.wanted.commits.keys().all(is_tip);
        if self.wanted.dates || !are_tips {
            answered!(self.by_history().await?);
        } else {
            // The remote itself says that branches or tags stand for all of them.
            for commit in self.wanted.commits.keys() {
                let reachable = self.reachable(commit, None, &[]);
                self.facts.commits.insert(commit.clone(), reachable);
            }
        }
        if self.wanted.inputs {
            let scratch = Scratch::new(self.directory.join("content"), self.url)?;
            read_inputs(self.git, &scratch, &self.wanted.commits, &mut self.facts.commits).await?;
        }
        Ok(Ok(()))
    }

    async fn by_history(&mut self) -> Answer<()> {
        let scratch = Scratch::new(self.directory.join("history"), self.url)?;
        if !self.facts.references.is_empty() {
            answered!(self.git.run(Some(scratch.path()), argv::fetch_history()).await?);
        }
        scratch.cut_off()?;
        let stdout = answered!(self.git.run(Some(scratch.path()), argv::commits()).await?);
        let history = History::read(&stdout);
        if self.wanted.dates {
            let commits = self.facts.references.values();
            let dates = commits.filter_map(|commit| Some((commit.clone(), history.time(commit)?)));
            self.facts.dates = dates.collect();
        }
        let mut pulls: Option<Vec<u8>> = None;
        for (number, commit) in self.wanted.commits.keys().enumerate() {
            let facts = match history.time(commit) {
                Some(time) => {
                    let argv = argv::containing(commit);
                    let stdout = answered!(self.git.run(Some(scratch.path()), argv).await?);
                    let text = String::from_utf8_lossy(&stdout).into_owned();
                    let containing: Vec<&str> = text.lines().collect();
                    self.reachable(commit, Some(time), &containing)
                }
                None => {
                    let stdout = match &pulls {
                        Some(stdout) => stdout,
                        None => {
                            let stdout = self.git.run(None, argv::pulls(self.url)).await?;
                            pulls.insert(stdout.unwrap_or_default())
                        }
                    };
                    let from = references::named(stdout, commit);
                    let nearest = history.nearest(commit);
                    if from.is_some() {
                        CommitFacts::Impostor { from }
                    } else if number < PROBES && answered!(self.gives(commit).await?) {
                        CommitFacts::Impostor { from: None }
                    } else {
                        CommitFacts::Missing { nearest }
                    }
                }
            };
            self.facts.commits.insert(commit.clone(), facts);
        }
        Ok(Ok(()))
    }

    /// Whether the remote gives a commit that it is asked for by its digits.
    async fn gives(&self, commit: &str) -> Answer<bool> {
        let scratch = Scratch::new(self.directory.join(format!("probe-{commit}")), self.url)?;
        match self.git.run(Some(scratch.path()), argv::probe(commit)).await? {
            Ok(_) => Ok(Ok(true)),
            // Words of upload-pack, and of git's own client (fetch-pack.c, upload-pack.c).
            Err(Refused(said))
                if [
                    "not our ref",
                    "unadvertised object",
                    "no such remote ref",
                    "couldn't find remote ref",
                ]
                .iter()
                .any(|words| said.contains(words)) =>
            {
                Ok(Ok(false))
            }
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// A commit that these branches and tags have (none: it is asked only of their ends).
    fn reachable(&self, commit: &str, time: Option<i64>, containing: &[&str]) -> CommitFacts {
        let ends = self.facts.references.iter().filter(|(_, at)| at.as_str() == commit);
        let ends: Vec<&str> = ends.map(|(name, _)| name.as_str()).collect();
        let all: Vec<&str> = ends.iter().chain(containing).copied().collect();
        let tags = self.facts.tags_at(commit);
        let named = self.wanted.names.iter().find(|name| tags.contains(&name.as_str()));
        let from = match (named, tags.first()) {
            (Some(tag), _) => format!("refs/tags/{tag}"),
            (None, Some(tag)) => format!("refs/tags/{tag}"),
            (None, None) => ["refs/heads/main", "refs/heads/master"]
                .into_iter()
                .find(|branch| all.contains(branch))
                .or_else(|| all.iter().find(|name| name.starts_with("refs/tags/")).copied())
                .or_else(|| all.first().copied())
                .unwrap_or_default()
                .to_owned(),
        };
        let branches = self
            .wanted
            .names
            .iter()
            .filter(|name| all.iter().any(|of| of.strip_prefix("refs/heads/") == Some(name)))
            .cloned()
            .collect();
        CommitFacts::Reachable {
            date: time.and_then(day),
            from,
            branches,
            required: BTreeMap::new(),
        }
    }
}

/// The day of a time in seconds since 1970, as `2024-10-24` (UTC); none for one beyond all years.
#[must_use]
pub fn day(seconds: i64) -> Option<String> {
    let timestamp = Timestamp::from_second(seconds).ok()?;
    Some(timestamp.strftime("%Y-%m-%d").to_string())
}
