use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// Why files cannot be checked. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A file is not there or cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("name a wheel, an sdist, or a directory of them, like dist/"))]
    Read {
        /// As typed.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A file that is neither by its name.
    #[error("check {}: neither a wheel (.whl) nor an sdist (.tar.gz)", path.display())]
    #[diagnostic(help(
        "name files by what they are: NAME-VERSION-PYTHON-ABI-PLATFORM.whl or NAME-VERSION.tar.gz"
    ))]
    Kind {
        /// As typed.
        path: PathBuf,
    },

    /// A file without metadata that can be read whole.
    #[error("read the metadata of {}: {why}", path.display())]
    #[diagnostic(help("see what is wrong with it, and build it anew: wheelpin check {}", path.display()))]
    Metadata {
        /// As given.
        path: PathBuf,
        /// What is missing or damaged.
        why: String,
    },

    /// A wheel that cannot be opened whole.
    #[error("open {}: {why}", path.display())]
    #[diagnostic(help("see all that is wrong with it: wheelpin check {}", path.display()))]
    Open {
        /// As given.
        path: PathBuf,
        /// What is missing or damaged.
        why: String,
    },

    /// A directory without distributions, or no file at all.
    #[error("find a wheel or an sdist in {}", path.display())]
    #[diagnostic(help("build first (wheelpin build), or name files: wheelpin check FILE…"))]
    Nothing {
        /// As typed.
        path: PathBuf,
    },

    /// A rule that there is not.
    #[error("find a rule called {id:?}")]
    #[diagnostic(help("{}", remedy_for_unknown_rule(nearest.as_deref())))]
    UnknownRule {
        /// As typed.
        id: String,
        /// A rule of almost that name.
        nearest: Option<String>,
    },

    /// An ignored rule without a reason.
    #[error("ignore {id:?}: there is no reason")]
    #[diagnostic(help(
        "say why it does not matter here: [tool.wheelpin.check.ignore] {id} = \"WHY\""
    ))]
    NoReason {
        /// The rule.
        id: String,
    },

    /// No temporary file could be made or written.
    #[error("write a temporary file")]
    #[diagnostic(help("large binaries are laid out beside others: is the disk full? Type: df -h"))]
    Scratch(#[source] io::Error),
}

fn remedy_for_unknown_rule(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean {nearest}? All rules: wheelpin check --rules"),
        None => "all rules: wheelpin check --rules".into(),
    }
}
