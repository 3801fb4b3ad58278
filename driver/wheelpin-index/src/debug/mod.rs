//! What other processes may ask and tell: `/_debug/…`. Nothing of it is recorded or struck by
//! faults, and no answer holds a token.

use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::publisher::Claims;
use crate::{Fault, Request};

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/_debug/requests", get(requests))
        .route("/_debug/state", get(dump))
        .route("/_debug/clock", post(clock))
        .route("/_debug/faults", post(faults))
        .route("/_debug/claims", post(claims))
        .route("/_debug/delete", post(delete))
}

async fn requests(State(app): State<Arc<App>>) -> Json<Vec<Request>> {
    Json(app.recorder.all())
}

async fn dump(State(app): State<Arc<App>>) -> Json<Value> {
    Json(state(&app))
}

#[derive(Deserialize)]
struct Advance {
    seconds: i64,
}

/// `{"seconds": 900}`: the clock runs ahead by that much more.
async fn clock(State(app): State<Arc<App>>, Json(by): Json<Advance>) -> StatusCode {
    app.clock.advance(by.seconds);
    StatusCode::NO_CONTENT
}

/// A list of faults, in place of those there were.
async fn faults(State(app): State<Arc<App>>, Json(faults): Json<Vec<Fault>>) -> StatusCode {
    app.faults.set(faults);
    StatusCode::NO_CONTENT
}

/// Claims that identity tokens have from now on.
async fn claims(State(app): State<Arc<App>>, Json(claims): Json<Claims>) -> StatusCode {
    app.issuer.set_claims(&claims);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Delete {
    file: String,
}

/// `{"file": NAME}`: deletes a file, as its owner can on the site.
async fn delete(State(app): State<Arc<App>>, Json(delete): Json<Delete>) -> impl IntoResponse {
    if app.store().delete(&delete.file) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

/// What the index and the forge have.
pub(crate) fn state(app: &App) -> Value {
    let store = app.store();
    let projects = store.projects.iter().map(|(normalised, project)| {
        let releases = project.releases.iter().map(|release| {
            let files = release.files.iter().map(|file| {
                json!({
                    "name": file.name,
                    "kind": file.kind,
                    "size": file.size(),
                    "sha256": file.digests.sha256,
                    "uploaded": file.uploaded.to_string(),
                    "provenance": file.provenance,
                })
            });
            json!({
                "version": release.version(),
                "created": release.created.to_string(),
                "files": files.collect::<Vec<Value>>(),
            })
        });
        let releases: Vec<Value> = releases.collect();
        json!({ "normalised": normalised, "name": project.name, "releases": releases })
    });
    let forge = app.forge.lock().unwrap_or_else(PoisonError::into_inner);
    json!({
        "schema": 1,
        "projects": projects.collect::<Vec<Value>>(),
        "publishers": store.publishers,
        "minted": store.tokens.minted(),
        "forge": forge.state(),
        "pull-requests": forge.pull_requests(app),
    })
}
