use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// Why wheels cannot be tested. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A wheel cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Wheel(#[from] wheelpin_wheel::Error),

    /// A path of --python has nothing that can be run.
    #[error("use the Python {}: {reason}", path.display())]
    #[diagnostic(help("name a version (3.12, 3.14t) or the path of a Python 3 that runs here"))]
    Python {
        /// As typed.
        path: PathBuf,
        /// Why not.
        reason: String,
    },

    /// No Python was found that is asked for.
    #[error("find a Python{wanted}")]
    #[diagnostic(help(
        "install one (Debian and Ubuntu: apt-get install python3), or name one: --python PATH"
    ))]
    NoPython {
        /// ` 3.12`, or nothing.
        wanted: String,
    },

    /// `[tool.wheelpin.test]` contradicts itself, or asks for what is not there.
    #[error("take [tool.wheelpin.test] as it is: {mistake}")]
    #[diagnostic(help("{remedy}"))]
    Settings {
        /// What is wrong.
        mistake: String,
        /// What to write.
        remedy: String,
    },

    /// The harness's own files cannot be written.
    #[error("write a temporary file")]
    #[diagnostic(help("is the disk full? Type: df -h"))]
    Scratch(#[source] io::Error),

    /// Somebody asked to stop.
    #[error("finish: interrupted")]
    #[diagnostic(help("what was tested is not kept; type the same again"))]
    Interrupted,
}
