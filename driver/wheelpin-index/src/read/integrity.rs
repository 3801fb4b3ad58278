use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use wheelpin_wheel::canonical_name;

use super::accept::choose;
use super::{accepted, not_found};
use crate::app::App;

const OFFERS: [&str; 2] = ["application/vnd.pypi.integrity.v1+json", "application/json"];

/// Attestations of a file (PEP 740; warehouse, `api/integrity.py`).
pub(super) async fn provenance(
    State(app): State<Arc<App>>,
    Path((project, version, name)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let store = app.store();
    let found = store.files().find(|(of, release, file)| {
        canonical_name(&of.name) == canonical_name(&project)
            && release.version() == version
            && file.name == name
    });
    let Some((_, _, file)) = found else { return not_found() };
    let refused = |status: StatusCode, message: String| {
        (status, Json(json!({ "message": message }))).into_response()
    };
    let Some(media_type) = choose(&accepted(&headers), &OFFERS) else {
        return refused(StatusCode::NOT_ACCEPTABLE, "Request not acceptable".into());
    };
    match &file.provenance {
        None => {
            refused(StatusCode::NOT_FOUND, format!("No provenance available for {}", file.name))
        }
        Some(provenance) => {
            ([(header::CONTENT_TYPE, media_type)], provenance.to_string()).into_response()
        }
    }
}
