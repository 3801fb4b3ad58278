use std::time::Duration;

use tokio::time::sleep;

use crate::Error;
use crate::http::is_transient;

/// Pauses between attempts to ask.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// Attempts at something that can be asked again.
#[derive(Default)]
pub(crate) struct Attempts(usize);

impl Attempts {
    /// Waits before the next attempt; gives the error back if there is to be none.
    pub(crate) async fn next(&mut self, error: Error) -> Result<(), Error> {
        let Some(pause) = PAUSES.get(self.0).filter(|_| may_pass(&error)) else {
            return Err(error);
        };
        self.0 += 1;
        sleep(*pause).await;
        Ok(())
    }
}

/// Whether asking again can help.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Request { source, .. } => is_transient(source),
        Error::Status { status, .. } => matches!(status, 408 | 429 | 500 | 502..=504),
        Error::Ambient { passes, .. } => *passes,
        _ => false,
    }
}
