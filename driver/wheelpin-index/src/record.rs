use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::limits;

/// A request as it came: never a token, nor a body but that of a form.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Request {
    /// Counts from 0.
    pub number: usize,
    /// `POST`
    pub method: String,
    /// With its query.
    pub path: String,
    /// `HTTP/2.0`
    pub version: String,
    /// Headers that hold no secret: those that say what is sent and what is wanted.
    pub headers: Vec<(String, String)>,
    /// The user of basic authentication.
    pub user: Option<String>,
    /// Fields of a form, in their order; none for other requests.
    pub form: Option<Vec<Field>>,
    /// What was answered; none until then, and where the connection was cut.
    pub status: Option<u16>,
    /// The fault that struck it.
    pub fault: Option<String>,
}

/// A field of a form.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Field {
    /// A file: what of it can be told in a few words.
    File {
        /// Of the field.
        name: String,
        /// Of the file.
        file_name: String,
        /// As sent.
        content_type: String,
        /// Bytes.
        size: u64,
        /// In lower case; empty of a file that is too large.
        sha256: String,
    },
    /// A text.
    Text {
        /// Of the field.
        name: String,
        /// As sent.
        value: String,
    },
}

/// Headers that are remembered.
pub(crate) const HEADERS: &[&str] = &[
    "accept",
    "content-length",
    "content-type",
    "expect",
    "range",
    "transfer-encoding",
    "user-agent",
];

/// All requests, up to [`limits::REQUESTS`] of them and [`limits::REMEMBERED`] bytes of forms.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Recorded>);

#[derive(Debug, Default)]
struct Recorded {
    requests: Vec<Request>,
    bytes: usize,
}

/// Which request it is, for those who have more to tell of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestNumber(pub(crate) usize);

impl Recorder {
    pub(crate) fn begin(&self, mut request: Request) -> RequestNumber {
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = recorded.requests.len();
        request.number = number;
        if number < limits::REQUESTS {
            recorded.requests.push(request);
        }
        RequestNumber(number)
    }

    pub(crate) fn form(&self, number: RequestNumber, form: Vec<Field>) {
        let size: usize = form.iter().map(Field::size).sum();
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if recorded.bytes + size > limits::REMEMBERED {
            return;
        }
        recorded.bytes += size;
        if let Some(request) = recorded.requests.get_mut(number.0) {
            request.form = Some(form);
        }
    }

    pub(crate) fn fault(&self, number: RequestNumber, fault: &str) {
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(request) = recorded.requests.get_mut(number.0) {
            request.fault = Some(fault.into());
        }
    }

    pub(crate) fn end(&self, number: RequestNumber, status: u16) {
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(request) = recorded.requests.get_mut(number.0) {
            request.status = Some(status);
        }
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).requests.clone()
    }
}

impl Field {
    fn size(&self) -> usize {
        match self {
            Self::File { .. } => 256,
            Self::Text { name, value } => name.len() + value.len() + 64,
        }
    }
}
