use std::io;

use miette::Diagnostic;
use wheelpin_workflow::yaml::Unreadable;

/// Why a project cannot be looked at. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// DIR is not there, or is no directory.
    #[error("find {directory:?}: there is no such directory")]
    #[diagnostic(help("name the directory of a project: wheelpin doctor DIR"))]
    NoSuchDirectory {
        /// As typed.
        directory: String,
    },

    /// DIR cannot be read.
    #[error("read {directory:?}")]
    #[diagnostic(help("its files must be readable: ls -la {directory:?}"))]
    Read {
        /// As typed.
        directory: String,
        /// What the system says.
        source: io::Error,
    },

    /// DIR has no pyproject.toml.
    #[error("find a project in {directory:?}: there is no pyproject.toml")]
    #[diagnostic(help("{}", remedy_for_no_project(directory, elsewhere)))]
    NoProject {
        /// As typed.
        directory: String,
        /// Directories below it that have one.
        elsewhere: Vec<String>,
    },

    /// A file without which there is nothing to say.
    #[error("read {file}")]
    #[diagnostic(help("correct it: nothing can be said of a project without it"))]
    Unreadable {
        /// The file, relative to the root of the tree.
        file: String,
        /// What is wrong with it.
        source: Unreadable,
    },
}

fn remedy_for_no_project(directory: &str, elsewhere: &[String]) -> String {
    match elsewhere {
        [] => {
            "name the directory that has the project's pyproject.toml: wheelpin doctor DIR".into()
        }
        found => {
            let lines: Vec<String> = found
                .iter()
                .map(|below| {
                    let base = directory.trim_end_matches('/');
                    let path = if base == "." { below.clone() } else { format!("{base}/{below}") };
                    format!("  wheelpin doctor {path}")
                })
                .collect();
            format!("there is one below it:\n{}", lines.join("\n"))
        }
    }
}
