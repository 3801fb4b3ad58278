use std::io;

use miette::Diagnostic;

use crate::ExitCode;

/// Why a command failed. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Doctor(#[from] wheelpin_doctor::Error),

    #[error(transparent)]
    #[diagnostic(transparent)]
    Nix(#[from] wheelpin_nix::Error),

    #[error("write to stdout")]
    #[diagnostic(help("is the disk full? Type: df -h"))]
    Write(#[source] io::Error),
}

impl Error {
    /// The exit code of every error there is.
    pub(crate) fn exit_code(&self) -> ExitCode {
        use wheelpin_nix::Error as Nix;

        match self {
            Self::Doctor(_) | Self::Write(_) => ExitCode::Usage,
            Self::Nix(error) => match error {
                Nix::Network { .. } => ExitCode::Network,
                Nix::NoSuchProject { .. }
                | Nix::NoFlake { .. }
                | Nix::Fragment { .. }
                | Nix::Run { .. }
                | Nix::NoPlan { .. }
                | Nix::Configuration { .. }
                | Nix::Evaluation { .. }
                | Nix::Plan { .. } => ExitCode::Usage,
            },
        }
    }
}
