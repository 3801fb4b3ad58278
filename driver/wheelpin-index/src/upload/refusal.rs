use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::ext::ReasonPhrase;
use serde_json::json;

/// Why an upload is refused, in the words that PyPI has for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, message: message.into() }
    }

    /// 400
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// 403
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(403, message)
    }

    /// The message as the reason phrase and in a body: JSON where that is what is accepted, else
    /// text (warehouse, `forklift/utils.py`, `_exc_with_message`; pyramid, `httpexceptions.py`).
    pub(crate) fn response(&self, headers: &HeaderMap) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default();
        let explanation = match self.status.as_u16() {
            400 => {
                "The server could not comply with the request since it is either malformed or \
                 otherwise incorrect."
            }
            403 => "Access was denied to this resource.",
            308 => "The resource has been moved permanently.",
            429 => "The action could not be performed because there were too many requests.",
            _ => {
                "The server has either erred or is incapable of performing the requested operation."
            }
        };
        let phrase = phrase(&self.message);
        let code = format!("{} {phrase}", self.status.as_u16());
        let body = format!("{explanation}\n\n\n{}\n\n", self.message);
        let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let mut response = if accepted.is_some_and(|it| it.contains("application/json")) {
            Json(json!({ "message": body, "code": code, "title": title })).into_response()
        } else {
            format!("{code}\n\n{body}").into_response()
        };
        *response.status_mut() = self.status;
        if let Ok(phrase) = ReasonPhrase::try_from(phrase.into_bytes()) {
            response.extensions_mut().insert(phrase);
        }
        response
    }
}

/// One line of ASCII: what a status line can hold. PyPI writes Latin-1, which no client reads
/// alike.
fn phrase(message: &str) -> String {
    message
        .chars()
        .map(|one| match one {
            ' '..='~' => one,
            _ if one.is_whitespace() => ' ',
            _ => '?',
        })
        .collect()
}
