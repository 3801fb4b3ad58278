use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt;
use tokio::time::sleep;

use super::FaultKind;
use super::body::{Then, broken, long};
use crate::app::App;
use crate::listen::Connection;
use crate::record::{self, HEADERS};
use crate::upload;

/// Remembers a request, and lets happen to it what shall happen.
pub(crate) async fn around(
    State(app): State<Arc<App>>,
    mut request: Request,
    next: Next,
) -> Response {
    let number = app.recorder.begin(recorded(&request));
    request.extensions_mut().insert(number);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let connection = request.extensions().get::<Connection>().cloned().unwrap_or_default();
    // Uploads are late once they were read: before it is looked whether there is a release.
    if path != upload::PATH {
        sleep(Duration::from_millis(app.settings.latency_ms)).await;
    }
    let kind = app.faults.strike(method.as_str(), &path);
    if let Some(kind) = &kind {
        app.recorder.fault(number, &kind.name());
    }
    let response = match kind {
        None => next.run(request).await,
        Some(kind) => struck(&app, kind, request, next, &connection).await,
    };
    app.recorder.end(number, response.status().as_u16());
    response
}

async fn struck(
    app: &App,
    kind: FaultKind,
    request: Request,
    next: Next,
    connection: &Connection,
) -> Response {
    match kind {
        FaultKind::Status { status, retry_after, headers, body } => {
            drain(request).await;
            let mut response = (code(status), body).into_response();
            let retry_after = retry_after.map(|value| ("retry-after".to_owned(), value));
            for (name, value) in headers.into_iter().chain(retry_after) {
                if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
        FaultKind::Reset { percent } if percent == 0 || request.body().is_end_stream() => {
            connection.reset();
            std::future::pending().await
        }
        FaultKind::Reset { percent } => {
            let then = Then::Reset(connection.clone());
            next.run(request.map(|body| broken(body, percent, then))).await
        }
        FaultKind::StallBody { percent } => {
            next.run(request.map(|body| broken(body, percent, Then::Stall))).await
        }
        FaultKind::LoseAnswer => {
            let _ = next.run(request).await;
            connection.reset();
            std::future::pending().await
        }
        FaultKind::Stall => {
            drain(request).await;
            std::future::pending().await
        }
        FaultKind::Rubbish { status } => {
            drain(request).await;
            (code(status), &b"<!doctype html><title>\xff{\"files\": [</title>\0"[..])
                .into_response()
        }
        FaultKind::Huge { status, bytes } => {
            drain(request).await;
            (code(status), long(bytes)).into_response()
        }
        FaultKind::ExpireTokens => {
            app.store().tokens.expire();
            next.run(request).await
        }
        FaultKind::Latency { milliseconds } => {
            sleep(Duration::from_millis(milliseconds)).await;
            next.run(request).await
        }
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Reads a request to its end, and keeps nothing.
async fn drain(request: Request) {
    let mut body = request.into_body().into_data_stream();
    while let Some(Ok(_)) = body.next().await {}
}

fn recorded(request: &Request<Body>) -> record::Request {
    let headers = request.headers();
    let value = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
    let path = request.uri().path_and_query().map(ToString::to_string);
    record::Request {
        method: request.method().to_string(),
        path: path.unwrap_or_default(),
        version: format!("{:?}", request.version()),
        headers: HEADERS
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), value(name)?)))
            .collect(),
        user: user(headers),
        ..record::Request::default()
    }
}

/// The user of basic authentication (RFC 7617), without the password.
fn user(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, value) = value.split_once(' ')?;
    let decoded = BASE64_STANDARD.decode(value.trim()).ok()?;
    let (user, _) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| user.to_owned())
}
