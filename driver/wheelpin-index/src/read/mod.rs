//! What installers and people read: the simple API, the JSON API, the integrity API, files.

mod accept;
mod files;
mod html;
mod integrity;
mod json_api;
mod simple;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(home))
        .route("/simple/", get(simple::projects))
        .route("/simple/{project}/", get(simple::project))
        .route("/simple/{project}", get(simple::without_slash))
        .route("/files/{first}/{second}/{rest}/{file}", get(files::file))
        .route("/pypi/{project}/json", get(json_api::project))
        .route("/pypi/{project}/{version}/json", get(json_api::release))
        .route("/integrity/{project}/{version}/{file}/provenance", get(integrity::provenance))
}

async fn home() -> &'static str {
    "A rehearsal index of wheelpin. Nothing here is published.\n"
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "404 Not Found\n").into_response()
}

/// An answer of that type, which depends on what is accepted.
fn typed(media_type: &'static str, serial: u64, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::VARY, "Accept".to_owned()),
        (header::HeaderName::from_static("x-pypi-last-serial"), serial.to_string()),
    ];
    (headers, body).into_response()
}

fn accepted(headers: &HeaderMap) -> String {
    let all = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    all.collect::<Vec<&str>>().join(", ")
}
