use std::ffi::OsString;
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use wheelpin_process::Interrupt;

use crate::error::Error;
use crate::facts::Facts;
use crate::remote::ask::ask;
use crate::remote::git::Git;
use crate::wanted::Wanted;

/// Where the repositories of actions are, and how they are asked.
#[derive(Clone, Debug)]
pub struct Remotes {
    /// What `owner/name` is appended to: any address that git takes, without `/` at its end.
    pub base: String,
    /// The environment of git.
    pub environment: Vec<(OsString, OsString)>,
    /// How long one run of git may take.
    pub limit: Duration,
    /// How many repositories are asked at once.
    pub jobs: usize,
}

/// A repository was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Asked {
    /// How many were asked up to now.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// Asks remotes, several at once; what one does not answer is among the facts.
///
/// # Errors
///
/// [`Error::NoGit`], [`Error::Scratch`] and [`Error::Interrupted`]. Everything that was started
/// has ended by then, and all that was fetched is deleted.
pub async fn gather(
    wanted: &Wanted,
    remotes: &Remotes,
    interrupt: &Interrupt,
    mut asked: impl FnMut(Asked),
) -> Result<Facts, Error> {
    let scratch = tempfile::Builder::new()
        .prefix("wheelpin-pins-")
        .tempdir()
        .map_err(|source| Error::Scratch { source })?;
    let git = Git {
        environment: remotes.environment.clone(),
        limit: remotes.limit,
        interrupt: interrupt.clone(),
    };
    let questions = wanted.repositories.iter().enumerate().map(|(number, (key, of))| {
        let url = format!("{}/{}", remotes.base.trim_end_matches('/'), of.name);
        let directory = scratch.path().join(number.to_string());
        let git = &git;
        async move {
            let facts = ask(git, &url, of, &directory).await;
            // The next ones may need the room.
            let _ = std::fs::remove_dir_all(&directory);
            (key, facts)
        }
    });
    let mut answers = stream::iter(questions).buffer_unordered(remotes.jobs.max(1));
    let mut facts = Facts::default();
    let mut failed = None;
    let total = wanted.repositories.len();
    let mut done = 0;
    while let Some((key, answer)) = answers.next().await {
        done += 1;
        asked(Asked { done, total });
        match answer {
            Ok(of) => drop(facts.repositories.insert(key.clone(), of)),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or(Ok(facts), Err)
}
