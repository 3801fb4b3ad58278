//! Uploads: what PyPI looks at, in the order in which it does (warehouse,
//! `warehouse/forklift/legacy.py`, `file_upload`, as of 2026-08-21). One file per rule, or per
//! group of rules that share what they look at.

mod archive;
mod attestations;
mod authentication;
mod content;
mod description;
mod existing;
mod fields;
mod file_name;
mod form;
mod form_rules;
mod metadata;
mod refusal;
mod release;
mod sdist;
mod size;
mod wheel;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Router};
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use wheelpin_wheel::canonical_name;

use crate::app::App;
use crate::record::RequestNumber;

use form::Form;
use refusal::Refusal;

/// Where files are sent.
pub(crate) const PATH: &str = "/legacy/";

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, post(upload).layer(DefaultBodyLimit::disable()))
        .route("/legacy", post(without_slash).layer(DefaultBodyLimit::disable()))
}

/// What was found out of an upload, step by step.
type Verdict<T> = Result<T, Refusal>;

async fn upload(
    State(app): State<Arc<App>>,
    Extension(number): Extension<RequestNumber>,
    headers: HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Response {
    match accept(app, number, &headers, form).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(refusal) => refusal.response(&headers),
    }
}

async fn accept(
    app: Arc<App>,
    number: RequestNumber,
    headers: &HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Verdict<()> {
    let form = form.map_err(|error| Refusal::bad(error.body_text()))?;
    let form = Form::read(&app, form).await?;
    let (recorder, fields) = (app.clone(), form.clone());
    // Digests take a while, and others wait for their turn.
    let _ = spawn_blocking(move || recorder.recorder.form(number, fields.recorded())).await;
    let mut form = form;
    form.sanitise()?;
    let token = authentication::token(&app, headers)?;
    form_rules::protocol(&form)?;
    if form.text(":action") != Some("file_upload") {
        return Err(Refusal::bad("Unknown :action: file_upload is the only one."));
    }
    let rules = form_rules::check(&form)?;
    let metadata = metadata::check(&form)?;
    let content = content::find(&form)?;
    // Uploads of one project wait for each other where the index is so; what it looks up is
    // looked up afterwards.
    let turn = app.turn(&canonical_name(&rules.name));
    let _turn = match &turn {
        Some(turn) => Some(turn.lock().await),
        None => None,
    };
    authentication::permission(&app, &token, &rules.name)?;
    let release = release::find(&app, &rules.name, &metadata.version);
    sleep(Duration::from_millis(app.settings.latency_ms)).await;
    let all = Upload { form, rules, metadata, content, token, release };
    spawn_blocking(move || all.finish(&app))
        .await
        .map_err(|_| Refusal::new(500, "The rehearsal index failed. This is its fault."))?
}

/// An upload of which form, user and project are right.
struct Upload {
    form: Form,
    rules: form_rules::Checked,
    metadata: metadata::Checked,
    content: content::Content,
    token: crate::tokens::Token,
    release: release::Found,
}

impl Upload {
    /// Everything that looks at the file.
    fn finish(self, app: &App) -> Verdict<()> {
        let Self { form, rules, metadata, content, token, release } = self;
        description::check(&form)?;
        file_name::characters(&content.file_name)?;
        file_name::extension(&content.file_name, rules.kind)?;
        content::media_type(&content)?;
        let bytes = size::check(app, &rules.name, &content)?;
        let digests = content::digests(&rules, bytes)?;
        if existing::is_same(app, &content.file_name, &digests)? {
            return Ok(());
        }
        size::room(app, &content)?;
        existing::was_deleted(app, &content.file_name)?;
        release::age(app, &release)?;
        existing::second_sdist(app, &rules, &metadata.version)?;
        let findings = archive::check(&content.file_name, bytes)?;
        let inside = archive::inside(&content.file_name, bytes)?;
        let project = canonical_name(&rules.name);
        match rules.kind {
            crate::store::Kind::Sdist => {
                sdist::check_name(&project, &rules.name, &metadata, &content.file_name)?;
                sdist::check_licenses(&metadata, &content.file_name, &inside)?;
            }
            crate::store::Kind::BdistWheel => {
                wheel::check_name(&project, &rules.name, &metadata, &content.file_name, &findings)?;
                wheel::check_inside(&metadata, &content.file_name, &findings, &inside)?;
            }
        }
        let provenance =
            attestations::check(&form, &token, &content.file_name, &digests, &app.sigstore.root)?;
        release::store(
            app,
            release,
            release::New {
                project: rules.name,
                version: metadata.version,
                fields: form.fields(),
                file: crate::store::StoredFile {
                    name: content.file_name.clone(),
                    kind: rules.kind,
                    python: rules.python,
                    comment: rules.comment,
                    digests,
                    bytes: bytes.clone(),
                    metadata: inside.metadata.map(Into::into),
                    uploaded: app.clock.now(),
                    provenance,
                },
            },
        )
    }
}

/// 308 to where files are sent (warehouse, `missing_trailing_slash_redirect`).
async fn without_slash(headers: HeaderMap) -> Response {
    let message = "An upload was attempted to /legacy but the expected upload URL is /legacy/ \
                   (with a trailing slash)";
    let mut response = Refusal::new(308, message).response(&headers);
    let location = header::HeaderValue::from_static(PATH);
    response.headers_mut().insert(header::LOCATION, location);
    response
}
