use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use wheelpin_process::{Call, output};

use crate::Error;

/// Most of what git says that an error repeats, in characters.
const LIMIT: usize = 4000;

/// What git says to a server of its own accord; see [`Git::log_in`].
static LOGIN: OnceLock<(String, String)> = OnceLock::new();

/// The user's git in a directory.
#[derive(Clone, Debug)]
pub struct Git {
    directory: PathBuf,
}

/// What git said before it failed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct GitFailed(String);

impl Git {
    /// In a directory.
    #[must_use]
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    /// From now on every git of this program sends a header to a server, as actions/checkout has
    /// it done where it keeps its token: it stands in the environment of git, in no file and on no
    /// command line. Once said it stays.
    ///
    /// `server` is an address such as `https://forge.example`, `header` a whole header.
    pub fn log_in(server: &str, header: String) {
        let key = format!("http.{}/.extraheader", server.trim_end_matches('/'));
        let _ = LOGIN.set((key, header));
    }

    /// Runs git to its end and gives what it writes to stdout. It may ask for a
    /// passphrase, and is in the process group of the terminal therefore: Ctrl-C
    /// reaches it.
    ///
    /// # Errors
    ///
    /// [`Error::NoGit`], and [`Error::Git`] with what it said.
    pub fn run(&self, argv: &[OsString]) -> Result<String, Error> {
        // A file may be called like a pattern.
        let mut words = vec![OsString::from("--literal-pathspecs")];
        words.extend_from_slice(argv);
        let call = Call {
            program: "git".into(),
            argv: words,
            directory: Some(self.directory.clone()),
            environment: Some(environment()),
            limit: None,
        };
        let output = output(&call).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Error::NoGit { source },
            _ => Error::Git { call: shown(argv), source: GitFailed(source.to_string()) },
        })?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
        said.push_str(&String::from_utf8_lossy(&output.stdout));
        let fit = |character: &char| !character.is_control() || *character == '\n';
        let said: String = said.trim().chars().filter(fit).take(LIMIT).collect();
        Err(Error::Git { call: shown(argv), source: GitFailed(said) })
    }
}

/// This process's environment, with what git is to say to a server.
fn environment() -> Vec<(OsString, OsString)> {
    // Within a hook they name the repository that the hook is of.
    const OF_A_HOOK: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];
    let is_kept = |name: &OsString| !OF_A_HOOK.iter().any(|it| name == it);
    let mut environment: Vec<(OsString, OsString)> =
        env::vars_os().filter(|(name, _)| is_kept(name)).collect();
    if let Some((key, header)) = LOGIN.get() {
        // git-config(1), "ENVIRONMENT": what somebody else says there stays.
        let number = env::var("GIT_CONFIG_COUNT").ok().and_then(|it| it.parse().ok());
        let number: usize = number.unwrap_or_default();
        for (name, value) in [
            (format!("GIT_CONFIG_KEY_{number}"), key.clone()),
            (format!("GIT_CONFIG_VALUE_{number}"), header.clone()),
            ("GIT_CONFIG_COUNT".into(), (number + 1).to_string()),
        ] {
            // The last of two is what counts.
            environment.push((name.into(), value.into()));
        }
    }
    environment
}

/// The name of what was run: `git commit`.
fn shown(argv: &[OsString]) -> String {
    argv.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default()
}
