use miette::Diagnostic;
use thiserror::Error;

/// Why files cannot be made.
#[derive(Debug, Diagnostic, Error)]
#[non_exhaustive]
pub enum Error {
    /// A word of `[tool.wheelpin.init]` that is not known, or does not fit.
    #[error("[tool.wheelpin.init]: {mistake}")]
    #[diagnostic(help("{help}"))]
    Choice {
        /// What is wrong.
        mistake: String,
        /// What to write.
        help: String,
    },
    /// A lock file of actions that is none.
    #[error("{path} is no lock file of actions: {mistake}")]
    #[diagnostic(help("make it anew: delete it, and type: wheelpin pins lock"))]
    Pins {
        /// The file.
        path: String,
        /// What is wrong with it.
        mistake: String,
    },
    /// A pyproject.toml to which nothing can be added.
    #[error("nothing can be added to pyproject.toml: {mistake}")]
    #[diagnostic(help("write it there yourself:\n{wanted}"))]
    Pyproject {
        /// What is wrong.
        mistake: String,
        /// The text.
        wanted: String,
    },
    /// A text that cannot stand in a workflow.
    #[error("{what} cannot stand in a workflow: {text:?}")]
    #[diagnostic(help("use letters, digits and . _ - / + only"))]
    Unfit {
        /// What it is.
        what: &'static str,
        /// As it is.
        text: String,
    },
    /// A template of wheelpin's own that does not work.
    #[error("a file could not be made")]
    #[diagnostic(help("this is a mistake of wheelpin: please tell its developers"))]
    Template {
        /// The cause.
        #[from]
        source: minijinja::Error,
    },
}
