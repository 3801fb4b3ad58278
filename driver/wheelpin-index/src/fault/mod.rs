//! What goes wrong when it is told to.

mod around;
mod body;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use serde::{Deserialize, Serialize};

pub(crate) use around::around;

/// Something that goes wrong with requests.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fault {
    /// The path of the requests, or the beginning of it before a `*`.
    pub path: String,
    /// Their method; none is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How many such requests pass before the first that it strikes.
    #[serde(default)]
    pub after: u32,
    /// How many it strikes; none is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What happens.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// What happens to a request.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum FaultKind {
    /// It is read, and answered with a status.
    Status {
        /// 503
        status: u16,
        /// `Retry-After`: seconds, or a date.
        #[serde(default)]
        retry_after: Option<String>,
        /// Further headers.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The answer's body.
        #[serde(default)]
        body: String,
    },
    /// The connection is reset once so much of the request's body was read.
    Reset {
        /// Of its length; 0 is before it is read.
        percent: u8,
    },
    /// The request is done, and the connection reset in place of an answer.
    LoseAnswer,
    /// Nothing happens: the request is read and never answered.
    Stall,
    /// Nothing happens, from some way into the request's body on.
    StallBody {
        /// Of its length.
        percent: u8,
    },
    /// It is answered with something that is none of what is asked for.
    Rubbish {
        /// 200
        status: u16,
    },
    /// It is answered with a body that is far too long.
    Huge {
        /// 200
        status: u16,
        /// Bytes.
        bytes: u64,
    },
    /// All minted tokens end before it is looked at.
    ExpireTokens,
    /// It is answered late.
    Latency {
        /// By how much, beside what all requests are late.
        milliseconds: u64,
    },
}

impl Fault {
    /// One that strikes the first `times` requests of a path.
    #[must_use]
    pub fn first(path: &str, times: u32, kind: FaultKind) -> Self {
        Self { path: path.into(), method: None, after: 0, times: Some(times), kind }
    }

    /// One that strikes all requests of a path.
    #[must_use]
    pub fn always(path: &str, kind: FaultKind) -> Self {
        Self { path: path.into(), method: None, after: 0, times: None, kind }
    }

    /// The same, once so many requests have passed.
    #[must_use]
    pub fn after(mut self, requests: u32) -> Self {
        self.after = requests;
        self
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        let is_path = match self.path.strip_suffix('*') {
            Some(beginning) => path.starts_with(beginning),
            None => path == self.path,
        };
        is_path && self.method.as_ref().is_none_or(|own| own.eq_ignore_ascii_case(method))
    }
}

impl FaultKind {
    /// For the record.
    fn name(&self) -> String {
        match self {
            Self::Status { status, .. } => format!("status {status}"),
            Self::Reset { percent } => format!("reset at {percent} %"),
            Self::LoseAnswer => "answer lost".into(),
            Self::Stall => "stall".into(),
            Self::StallBody { percent } => format!("stall at {percent} %"),
            Self::Rubbish { .. } => "rubbish".into(),
            Self::Huge { bytes, .. } => format!("{bytes} bytes"),
            Self::ExpireTokens => "tokens expired".into(),
            Self::Latency { milliseconds } => format!("{milliseconds} ms late"),
        }
    }
}

/// Faults with how often each could have struck.
#[derive(Debug)]
pub(crate) struct Faults(RwLock<Vec<Counted>>);

#[derive(Debug)]
struct Counted {
    fault: Fault,
    seen: AtomicU32,
}

impl Faults {
    pub(crate) fn new(faults: &[Fault]) -> Self {
        Self(RwLock::new(faults.iter().cloned().map(Counted::new).collect()))
    }

    /// These in place of those there were, counted anew.
    pub(crate) fn set(&self, faults: Vec<Fault>) {
        let mut own = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *own = faults.into_iter().map(Counted::new).collect();
    }

    /// What happens to a request: the first fault that strikes.
    pub(crate) fn strike(&self, method: &str, path: &str) -> Option<FaultKind> {
        let faults = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let fitting = faults.iter().filter(|it| it.fault.fits(method, path));
        // Each counts, also behind one that strikes.
        let struck: Vec<&Counted> = fitting.filter(|it| it.strikes()).collect();
        struck.first().map(|it| it.fault.kind.clone())
    }
}

impl Counted {
    fn new(fault: Fault) -> Self {
        Self { fault, seen: AtomicU32::new(0) }
    }

    fn strikes(&self) -> bool {
        let seen = self.seen.fetch_add(1, Ordering::Relaxed);
        let since = seen.checked_sub(self.fault.after);
        since.is_some_and(|since| self.fault.times.is_none_or(|times| since < times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_as_often_as_they_should() {
        let fault = Fault::first("/legacy/", 2, FaultKind::Stall).after(1);
        let faults = Faults::new(&[fault]);
        let struck: Vec<bool> =
            (0..5).map(|_| faults.strike("POST", "/legacy/").is_some()).collect();
        assert_eq!(struck, [false, true, true, false, false]);
        assert_eq!(faults.strike("POST", "/legacy"), None);
    }

    #[test]
    fn a_star_stands_for_the_rest_of_a_path() {
        let fault =
            Fault { method: Some("GET".into()), ..Fault::always("/simple/*", FaultKind::Stall) };
        let faults = Faults::new(&[fault]);
        assert!(faults.strike("GET", "/simple/a/").is_some());
        assert!(faults.strike("POST", "/simple/a/").is_none());
    }

    #[test]
    fn faults_are_read_from_json() {
        let json = r#"{"path": "/legacy/", "times": 1, "kind": "status", "status": 503, "retry-after": "1"}"#;
        let fault: Fault = serde_json::from_str(json).unwrap();
        let FaultKind::Status { status, retry_after, .. } = fault.kind else { panic!() };
        assert_eq!((status, retry_after.as_deref()), (503, Some("1")));
    }
}
