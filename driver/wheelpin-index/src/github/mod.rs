//! A fake of GitHub's REST API for releases (docs: "REST API endpoints for releases" and "for
//! release assets", version 2022-11-28), as far as publishing needs it.
//!
//! Every repository is there. A bearer token is needed to write and to see drafts, and any is
//! right.

mod assets;
mod forge;
mod pulls;
mod releases;

use std::sync::{Arc, MutexGuard, PoisonError};

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::app::App;
use crate::record::HEADERS;

pub(crate) use forge::Forge;

pub(crate) fn router() -> Router<Arc<App>> {
    let repository = "/github/repos/{owner}/{repository}";
    let path = |rest: &str| format!("{repository}{rest}");
    Router::new()
        .route(&path("/releases"), get(releases::list).post(releases::create))
        .route(&path("/pulls"), get(pulls::list).post(pulls::create))
        .route(&path("/pulls/{number}"), axum::routing::patch(pulls::update))
        .route(&path("/releases/latest"), get(releases::latest))
        .route(&path("/releases/tags/{*tag}"), get(releases::by_tag))
        .route(
            &path("/releases/{id}"),
            get(releases::get).patch(releases::update).delete(releases::delete),
        )
        .route(&path("/releases/{id}/assets"), get(assets::list))
        .route(
            &path("/releases/assets/{id}"),
            get(assets::get).patch(assets::update).delete(assets::delete),
        )
        .route(
            "/github/uploads/repos/{owner}/{repository}/releases/{id}/assets",
            post(assets::upload).layer(DefaultBodyLimit::disable()),
        )
}

/// Never held while anything is waited for.
fn forge(app: &App) -> MutexGuard<'_, Forge> {
    app.forge.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_signed_in(headers: &HeaderMap) -> bool {
    debug_assert!(!HEADERS.contains(&"authorization"), "tokens are not recorded");
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.split_once(' ')).is_some_and(|(scheme, token)| {
        matches!(scheme.to_ascii_lowercase().as_str(), "bearer" | "token") && !token.is_empty()
    })
}

/// An answer that is an error.
struct Refused(StatusCode, Value);

impl Refused {
    fn new(status: StatusCode, message: &str) -> Self {
        Self(status, json!({ "message": message, "status": status.as_str() }))
    }

    fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not Found")
    }

    fn requires_authentication() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Requires authentication")
    }

    /// 422 about one field.
    fn validation(resource: &str, code: &str, field: &str) -> Self {
        let errors = json!([{ "resource": resource, "code": code, "field": field }]);
        let body = json!({ "message": "Validation Failed", "errors": errors, "status": "422" });
        Self(StatusCode::UNPROCESSABLE_ENTITY, body)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(self.1)).into_response()
    }
}

/// Who writes.
fn signed_in(headers: &HeaderMap) -> Result<(), Refused> {
    if is_signed_in(headers) { Ok(()) } else { Err(Refused::requires_authentication()) }
}

/// `per_page` (30, at most 100) and `page` (1) of a query.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Page {
    per_page: Option<usize>,
    page: Option<usize>,
}

impl Page {
    /// The part of a list, with the header `Link` where there is more.
    fn of(&self, list: Vec<Value>, url: &str) -> Response {
        let size = self.per_page.unwrap_or(30).clamp(1, 100);
        let page = self.page.unwrap_or(1).max(1);
        let start = (page - 1).saturating_mul(size);
        let has_more = list.len() > start.saturating_add(size);
        let part: Vec<Value> = list.into_iter().skip(start).take(size).collect();
        let mut response = Json(part).into_response();
        let next = page.saturating_add(1);
        let next = format!("<{url}?per_page={size}&page={next}>; rel=\"next\"");
        if let (true, Ok(next)) = (has_more, next.parse()) {
            response.headers_mut().insert(header::LINK, next);
        }
        response
    }
}
