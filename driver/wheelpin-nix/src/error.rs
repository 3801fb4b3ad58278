use std::io;

use miette::Diagnostic;

use crate::plan::PlanError;

/// What can go wrong between wheelpin and Nix. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// What was built in parts could not be brought together.
    #[error("copy what was built: {message}")]
    #[diagnostic(help(
        "Nix takes unsigned paths from trusted users alone: add yourself to `trusted-users` in \
         nix.conf, or let one job build everything"
    ))]
    Copy {
        /// What Nix said.
        message: String,
    },
    /// PROJECT is no directory and cannot be a flake reference.
    #[error("find {project:?}: there is no such directory")]
    #[diagnostic(help(
        "name a directory that has a flake.nix, or a flake reference such as github:OWNER/NAME"
    ))]
    NoSuchProject {
        /// As typed.
        project: String,
    },

    /// PROJECT names an output of a flake.
    #[error("take {project:?} for a project: it names an output of a flake")]
    #[diagnostic(help("leave out what follows the #: wheelpin plan {flake}"))]
    Fragment {
        /// As typed.
        project: String,
        /// What stands before the `#`.
        flake: String,
    },

    /// There is no Nix, or it cannot be run.
    #[error("run `{program}`")]
    #[diagnostic(help("{}", remedy_for_run(source)))]
    Run {
        /// The program.
        program: String,
        /// What the system says.
        source: io::Error,
    },

    /// The flake is not one of wheelpin's, or not for this build host.
    #[error("plan {project}: its flake has no plan for {system}")]
    #[diagnostic(help(
        "let the flake be wheelpin's: outputs = {{ self, wheelpin }}: wheelpin.lib.mkFlake {{ src = self; }};\n\
         or, if it is, build on x86_64-linux or aarch64-linux"
    ))]
    NoPlan {
        /// The project.
        project: String,
        /// The build host.
        system: String,
    },

    /// wheelpin's Nix code found a mistake in the project.
    #[error("plan {project}: {mistake}")]
    Configuration {
        /// The project.
        project: String,
        /// File and mistake.
        mistake: String,
        /// What to do.
        #[help]
        remedy: Option<String>,
    },

    /// Nix could not fetch something.
    #[error("plan {project}: {message}")]
    #[diagnostic(help("check the address and the network, then type the same again"))]
    Network {
        /// The project.
        project: String,
        /// Nix's message.
        message: String,
    },

    /// The evaluation failed otherwise.
    #[error("plan {project}: {message}")]
    Evaluation {
        /// The project.
        project: String,
        /// Nix's message.
        message: String,
        /// A command line that shows more, if there is one.
        #[help]
        remedy: Option<String>,
    },

    /// Nix printed something else.
    #[error("read the plan of {project}")]
    #[diagnostic(help(
        "take the program that belongs to the flake's wheelpin: nix run wheelpin -- plan {project}"
    ))]
    Plan {
        /// The project.
        project: String,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// What a tree without a flake needs could not be written.
    #[error("plan {project}: its files cannot be listed, or no temporary file written")]
    #[diagnostic(help("can you read {project}, and is the disk full? Type: df -h"))]
    Scratch {
        /// The project.
        project: String,
        /// What the system says.
        source: io::Error,
    },

    /// The plan is of a library that does not say where wheels will be.
    #[error("build {project}: its flake has an older wheelpin, whose plan names no outputs")]
    #[diagnostic(help(
        "update the flake's wheelpin: nix flake lock --update-input wheelpin\n\
         or take the program that belongs to it: nix run wheelpin"
    ))]
    OldLibrary {
        /// The project.
        project: String,
    },

    /// A plan names a file that is no plain file name.
    #[error("take {file:?} for a file name")]
    #[diagnostic(help("the plan is not wheelpin's: look at what the flake's `matrix` gives"))]
    FileName {
        /// As in the plan.
        file: String,
    },

    /// Of `dist/` and its manifest.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Dist(#[from] wheelpin_dist::Error),

    /// Nix failed, and not in building.
    #[error("build: {message}")]
    #[diagnostic(help("what was built is kept; when that is mended, type the same again"))]
    Nix {
        /// Nix's messages.
        message: String,
    },

    /// Nix was killed, or it crashed.
    #[error("build: Nix ended by {status}")]
    #[diagnostic(help(
        "what was built is kept; type the same again. If it was for want of memory: --jobs 1"
    ))]
    Died {
        /// How it ended.
        status: String,
    },

    /// The disk is full.
    #[error("build: the disk is full: {message}")]
    #[diagnostic(help(
        "make room (df -h; nix-collect-garbage takes what nothing needs), then type the same \
         again: what was built is kept"
    ))]
    DiskFull {
        /// Nix's messages.
        message: String,
    },

    /// Somebody asked to stop.
    #[error("finish: interrupted")]
    #[diagnostic(help("what is in Nix's store is kept; type the same to go on"))]
    Interrupted,
}

impl Error {
    pub(crate) fn plan(project: String, source: PlanError) -> Self {
        Self::Plan { project, source: source.into() }
    }
}

fn remedy_for_run(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::NotFound {
        "install Nix (Debian and Ubuntu: apt-get install nix-bin), or add its directory to PATH"
    } else {
        "type `nix --version`: it must work in this shell"
    }
}
