use serde::Deserialize;

/// A minute in milliseconds.
pub(crate) const MINUTE: u64 = 60_000;

/// Minutes of a job that somebody assumes: more than none, at most [`Minutes::MOST`].
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "f64")]
pub struct Minutes {
    millis: u64,
}

impl Minutes {
    /// A job on a runner of one's own may last five days (GitHub Docs, "Actions limits": job
    /// execution time), one on GitHub's six hours.
    pub const MOST: u32 = 5 * 24 * 60;

    /// Of a number; none for what is no time of a job.
    #[must_use]
    pub fn new(minutes: f64) -> Option<Self> {
        if !(minutes > 0.0 && minutes <= f64::from(Self::MOST)) {
            return None;
        }
        // At most 5 days, so it fits, and nothing is cut off but parts of a millisecond.
        let millis = (minutes * 60_000.0).round() as u64;
        Some(Self { millis: millis.max(1) })
    }

    /// In milliseconds.
    #[must_use]
    pub fn millis(self) -> u64 {
        self.millis
    }
}

impl std::str::FromStr for Minutes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // What is no number is none of minutes either.
        text.parse().unwrap_or(f64::NAN).try_into()
    }
}

impl TryFrom<f64> for Minutes {
    type Error = String;

    fn try_from(number: f64) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| {
            format!("it is no number of minutes, more than 0 and at most {}", Self::MOST)
        })
    }
}

/// Whole minutes that are billed for a job: "GitHub rounds the minutes and partial minutes each
/// job uses up to the nearest whole minute" (GitHub Docs, "Actions runner pricing").
#[must_use]
pub(crate) fn billed(millis: u64) -> u64 {
    millis.div_ceil(MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_begun_minute_is_billed_whole() {
        let millis = [0, 1, 59_999, 60_000, 60_001, u64::MAX];
        let minutes = millis.map(billed);
        assert_eq!(minutes, [0, 1, 1, 1, 2, u64::MAX / MINUTE + 1]);
    }

    #[test]
    fn what_is_no_time_of_a_job_is_refused() {
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY, 7200.1, 1e300] {
            assert_eq!(Minutes::new(number), None, "{number}");
        }
        assert_eq!(Minutes::new(7200.0).map(Minutes::millis), Some(432_000_000));
        assert_eq!(Minutes::new(1e-9).map(Minutes::millis), Some(1));
        assert_eq!("2.5".parse::<Minutes>().map(Minutes::millis), Ok(150_000));
        assert!("nan".parse::<Minutes>().is_err() && "".parse::<Minutes>().is_err());
    }
}
