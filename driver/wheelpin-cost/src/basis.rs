use serde::Serialize;

/// Where a number comes from.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A clock.
    Measured,
    /// A clock for a part of it; the rest is assumed.
    Partly,
    /// Somebody's word; the reason says whose.
    Assumed,
    /// Nothing: there is no number.
    Unknown,
}

/// How long a job takes, and how that is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Time {
    /// Milliseconds; none where it is not known.
    pub millis: Option<u64>,
    /// How it is known.
    pub basis: Basis,
    /// The same for people, a fragment.
    pub reason: String,
}

impl Time {
    /// By a clock.
    #[must_use]
    pub fn measured(millis: u64, reason: impl Into<String>) -> Self {
        Self { millis: Some(millis), basis: Basis::Measured, reason: reason.into() }
    }

    /// By somebody's word.
    #[must_use]
    pub fn assumed(millis: u64, reason: impl Into<String>) -> Self {
        Self { millis: Some(millis), basis: Basis::Assumed, reason: reason.into() }
    }

    /// Not known.
    #[must_use]
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self { millis: None, basis: Basis::Unknown, reason: reason.into() }
    }

    /// With what is assumed for a part that no clock was at.
    #[must_use]
    pub(crate) fn and_assumed(self, millis: u64, reason: &str) -> Self {
        // A sum with what nobody knows is no number.
        let Some(own) = self.millis else { return self };
        Self {
            millis: Some(own.saturating_add(millis)),
            basis: Basis::Partly,
            reason: format!("{}; {reason}", self.reason),
        }
    }
}
