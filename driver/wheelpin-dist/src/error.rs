use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// What can go wrong with `dist/` and its manifest. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A file of `dist/` cannot be written.
    #[error("write {}", path.display())]
    #[diagnostic(help("{}", remedy_for_dist(source)))]
    Dist {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A finished wheel is not in the store any more.
    #[error("read {}: it was built, and is gone", path.display())]
    #[diagnostic(help(
        "the garbage collector may have taken it; type the same again, and what is missing is built"
    ))]
    Vanished {
        /// The wheel in the store.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A manifest cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("remove the file: `wheelpin build` writes it anew"))]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// A manifest that came back is of another project or version.
    #[error("add the results of {}: it is of {found}, and {} of {wanted}", path.display(), own.display())]
    #[diagnostic(help("leave it out: only copies of one manifest can come together"))]
    OtherProject {
        /// The manifest that came back.
        path: PathBuf,
        /// The manifest that results are added to.
        own: PathBuf,
        /// What that is of: name and version.
        wanted: String,
        /// What the other is of.
        found: String,
    },

    /// A manifest that came back has a file that was not built.
    #[error("add the results of {}: {} does not have {file:?}", path.display(), own.display())]
    #[diagnostic(help("leave it out, or test the files of this build: nothing was added"))]
    UnknownFile {
        /// The manifest that came back.
        path: PathBuf,
        /// The manifest that results are added to.
        own: PathBuf,
        /// The file's name.
        file: String,
    },

    /// A manifest that came back has a file with other bytes.
    #[error("add the results of {}: {} has {file:?} with another SHA-256", path.display(), own.display())]
    #[diagnostic(help(
        "other bytes were tested ({found}) than were built ({built}): nothing was added. Test the \
         files of this build"
    ))]
    OtherBuild {
        /// The manifest that came back.
        path: PathBuf,
        /// The manifest that results are added to.
        own: PathBuf,
        /// The file's name.
        file: String,
        /// SHA-256 of what was built.
        built: String,
        /// SHA-256 of what was tested.
        found: String,
    },

    /// A glob of --only or --except is none.
    #[error("read the glob {glob:?}")]
    #[diagnostic(help("* stands for anything, ? for one character, [ab] for one of several"))]
    Glob {
        /// As typed.
        glob: String,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// A glob of --only or --except is about no cell.
    #[error("find a cell that matches {glob:?}")]
    #[diagnostic(help(
        "a glob is about a cell's id, target, abi or Python; this plan has: {known}"
    ))]
    NothingMatches {
        /// As typed.
        glob: String,
        /// Targets and abis of the plan.
        known: String,
    },

    /// --only and --except leave no cell.
    #[error("find a cell to build: --only and --except leave none")]
    #[diagnostic(help("leave out a glob of --except; `wheelpin plan` shows all cells"))]
    NothingLeft,
}

fn remedy_for_dist(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            "the disk is full (df -h); make room, then type the same again: what was built is kept"
        }
        io::ErrorKind::PermissionDenied => "you may not write there; name another place with --out",
        _ => "name another place with --out",
    }
}
