use std::error::Error as StdError;
use std::io;

/// Whether asking again can help. See [`crate::http::is_transient`].
pub(crate) fn is_transient(error: &reqwest::Error) -> bool {
    if error.is_builder() || error.is_redirect() || error.is_status() {
        return false;
    }
    // Decoding fails when the connection breaks, and when what is compressed is rubbish.
    let mut passes =
        error.is_timeout() || error.is_connect() || error.is_request() || error.is_body();
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return false;
        }
        passes |= error.downcast_ref().is_some_and(is_broken);
        cause = within(error);
    }
    passes
}

/// Whether a connection broke or did not come about.
fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::TimedOut
            | io::ErrorKind::UnexpectedEof
    )
}

/// The error that another one tells of. An `io::Error` gives as its source not the error that it
/// holds, but that one's source.
fn within<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(held) => Some(held),
        None => error.source(),
    }
}
