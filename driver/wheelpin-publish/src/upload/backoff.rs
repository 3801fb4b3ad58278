use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;

/// How long to wait before attempt `attempt + 1`, counted from 1: twice as long each time, up
/// to `most`, and less by up to a half of it, so that clients that were turned away together
/// do not come back together. `chance` is any number.
pub(super) fn backoff(attempt: u32, first: Duration, most: Duration, chance: u64) -> Duration {
    let doubled = first.saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
    let whole = doubled.min(most);
    let share = (chance % 1024) as u32;
    whole / 2 + whole / 2 * share / 1024
}

/// A number that differs from one call to the next; not fit for secrets.
pub(super) fn chance() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The wait that a header `Retry-After` asks for: seconds, or a date (RFC 9110, section
/// 10.2.3). None where it is neither.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than fits is longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let wait = |attempt, chance| {
            backoff(attempt, Duration::from_secs(2), Duration::from_secs(30), chance).as_millis()
        };
        assert_eq!([wait(1, 0), wait(2, 0), wait(3, 0)], [1000, 2000, 4000]);
        assert_eq!(wait(1, 512), 1500);
        assert_eq!(wait(40, 0), 15_000);
        for chance in [1, 1023, u64::MAX] {
            assert!((1000..2000).contains(&wait(1, chance)));
        }
    }

    #[test]
    fn chances_differ() {
        assert_ne!(chance(), chance());
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-28T07:00:00Z".parse().unwrap();
        let seconds = |value| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds(" 120 "), Some(120));
        assert_eq!(seconds("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(seconds("Sat, 28 Nov 2026 07:01:30 GMT"), Some(90));
        assert_eq!(seconds("Fri, 27 Nov 2026 07:01:30 GMT"), Some(0));
        for value in ["", "-1", "1.5", "soon", "é"] {
            assert_eq!(seconds(value), None, "{value}");
        }
    }
}
