use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// How far the sending of one file is, seen by the one that sends and the one that watches.
#[derive(Debug)]
pub(super) struct Progress {
    began: Instant,
    /// Milliseconds after `began` at which bytes were last taken.
    last: AtomicU64,
    /// Bytes of the file that were taken.
    sent: AtomicU64,
    is_whole: AtomicBool,
    is_changed: AtomicBool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            last: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            is_whole: AtomicBool::new(false),
            is_changed: AtomicBool::new(false),
        }
    }

    /// More bytes were taken; gives how many there are now.
    pub(super) fn add(&self, bytes: u64) -> u64 {
        self.touch();
        self.sent.fetch_add(bytes, Ordering::Relaxed) + bytes
    }

    /// All bytes were taken.
    pub(super) fn set_whole(&self) {
        self.touch();
        self.is_whole.store(true, Ordering::Relaxed);
    }

    /// The file is not what it was.
    pub(super) fn set_changed(&self) {
        self.is_changed.store(true, Ordering::Relaxed);
    }

    /// Whether the file is not what it was.
    pub(super) fn is_changed(&self) -> bool {
        self.is_changed.load(Ordering::Relaxed)
    }

    /// Ends when no byte was taken for `stall`, or when there was no answer for `answer` after
    /// the last byte; gives which of the two it was.
    pub(super) async fn stalled(&self, stall: Duration, answer: Duration) -> Duration {
        loop {
            let limit = if self.is_whole.load(Ordering::Relaxed) { answer } else { stall };
            let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
            let end = self.began + last + limit;
            if Instant::now() >= end {
                return limit;
            }
            // Another limit may hold meanwhile: it is looked at again before it could end.
            tokio::time::sleep_until(end.min(Instant::now() + stall.min(answer))).await;
        }
    }

    fn touch(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }
}
