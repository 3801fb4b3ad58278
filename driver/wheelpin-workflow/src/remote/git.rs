use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use wheelpin_process::{Call, Interrupt, Stop, run};

use crate::error::Error;
use crate::yaml::clip;

/// The user's git, for remotes: it asks nobody and starts nothing of a repository's own.
#[derive(Clone, Debug)]
pub(super) struct Git {
    pub(super) environment: Vec<(OsString, OsString)>,
    pub(super) limit: Duration,
    pub(super) interrupt: Interrupt,
}

/// Why a remote said nothing: a line for people, without what moves a cursor.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Refused(pub(super) String);

/// What every call has: no hook, no clean-up in the background, no program of a repository's.
const SETTINGS: [&str; 10] = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "transfer.bundleURI=false",
];

impl Git {
    /// Runs git in a bare repository, or in none; gives what it writes to stdout.
    ///
    /// # Errors
    ///
    /// Outside: [`Error::NoGit`] and [`Error::Interrupted`]. Inside: what git says.
    pub(super) async fn run(
        &self,
        repository: Option<&Path>,
        argv: Vec<OsString>,
    ) -> Result<Result<Vec<u8>, Refused>, Error> {
        let mut all: Vec<OsString> = SETTINGS.iter().map(Into::into).collect();
        if let Some(repository) = repository {
            all.extend(["--git-dir".into(), repository.into()]);
        }
        all.extend(argv);
        let mut environment = self.environment.clone();
        environment.retain(|(name, _)| !is_foreign(name));
        environment.extend(
            [
                // Nobody is there to answer.
                ("GIT_TERMINAL_PROMPT", "0"),
                // Whatever an object needs was fetched, or it is not there: a commit that is asked for by
                // its digits is given by any remote that has it in a fork (git 2.45 and later).
                ("GIT_NO_LAZY_FETCH", "1"),
                // `ext::` would start programs.
                ("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh"),
                // Messages are told apart by their words.
                ("LC_ALL", "C"),
            ]
            .map(|(name, value)| (name.into(), value.into())),
        );
        let call = Call {
            program: "git".into(),
            argv: all,
            directory: repository.map(Into::into),
            environment: Some(environment),
            limit: Some(self.limit),
        };
        let finished = run(&call, &self.interrupt).await;
        if self.interrupt.stop() != Stop::Never {
            return Err(Error::Interrupted);
        }
        match finished {
            Ok(finished) if finished.status.success() => Ok(Ok(finished.stdout)),
            Ok(finished) => Ok(Err(Refused(said(&finished.stderr)))),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Err(Error::NoGit { source }),
            Err(error) => Ok(Err(Refused(error.to_string()))),
        }
    }
}

/// Variables that name another repository than the one that is meant.
fn is_foreign(name: &OsString) -> bool {
    const FOREIGN: [&str; 8] = [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_COMMON_DIR",
    ];
    FOREIGN.iter().any(|foreign| name == foreign)
}

/// The line of git's words that says most.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines()
        .find(|line| line.contains("remote error:") || line.starts_with("ERROR:"))
        .or_else(|| lines().find(|line| line.starts_with("fatal:")))
        .or_else(|| lines().next_back())
        .unwrap_or("git failed and said nothing");
    let line = line.trim_start_matches("fatal: ");
    clip(&line.replace(char::is_control, "?"))
}
