use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// Why workflows cannot be looked at or mended. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A directory is not there, or is no directory.
    #[error("find {directory:?}: there is no such directory")]
    #[diagnostic(help("name the directory of a repository: the one that has .github"))]
    NoSuchDirectory {
        /// As typed.
        directory: String,
    },

    /// A file or directory cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("it must be readable: ls -la {}", path.display()))]
    Read {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A file cannot be written; it is as it was.
    #[error("write {}", path.display())]
    #[diagnostic(help("it is as it was; is its directory writable, and the disk not full?"))]
    Write {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// The lock file is not one.
    #[error("read {}: {reason}", path.display())]
    #[diagnostic(help(
        "correct it by hand, take it from git (git checkout -- {path}), or make it anew: delete it, then type \
         wheelpin pins lock",
        path = path.display()
    ))]
    Lock {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },

    /// A file changed while it was looked at.
    #[error("change {path}: it is not as it was read")]
    #[diagnostic(help("nothing was written; type the same again"))]
    Changed {
        /// Relative to the repository.
        path: String,
    },

    /// There is no git.
    #[error("start git")]
    #[diagnostic(help("install git 2.39 or newer, or check offline: wheelpin pins check"))]
    NoGit {
        /// What the system says.
        source: io::Error,
    },

    /// Somebody asked to stop.
    #[error("finish: it was interrupted")]
    #[diagnostic(help("no file was changed; type the same again"))]
    Interrupted,

    /// Scratch space is missing.
    #[error("make a directory for git")]
    #[diagnostic(help("is the disk full? Another place: TMPDIR=DIR"))]
    Scratch {
        /// What the system says.
        source: io::Error,
    },
}
