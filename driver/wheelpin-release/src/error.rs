use miette::Diagnostic;

/// Why there is no version or changelog. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// `tag-format` cannot be.
    #[error("read tag-format = {format:?}: {reason}")]
    #[diagnostic(help("write, for example: tag-format = \"v{{version}}\""))]
    TagFormat {
        /// As given.
        format: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}
