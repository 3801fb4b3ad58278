use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::key::{BEFORE_POINT, POINT};
use super::log::Added;
use super::{REKOR, key};
use crate::Error;
use crate::app::App;

pub(super) fn router() -> Router<Arc<App>> {
    let path = |rest: &str| format!("/{REKOR}/api/v1/log{rest}");
    Router::new()
        .route(&path("/entries"), post(create))
        .route(&path("/entries/{id}"), get(entry))
        .route(&path("/publicKey"), get(public_key))
}

/// An entry that is offered (Rekor, `pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proposed {
    api_version: String,
    kind: String,
    spec: Spec,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Spec {
    proposed_content: Content,
}

#[derive(Deserialize)]
struct Content {
    envelope: String,
    verifiers: [String; 1],
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    payload_type: String,
    payload: String,
    signatures: [Signature; 1],
}

#[derive(Deserialize)]
struct Signature {
    sig: String,
}

/// The entry as it is kept, in the order of canonical JSON (RFC 8785).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    api_version: &'static str,
    kind: &'static str,
    spec: Kept,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    envelope_hash: Digest,
    payload_hash: Digest,
    signatures: [Signed; 1],
}

#[derive(Serialize)]
struct Digest {
    algorithm: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Signed {
    signature: String,
    verifier: String,
}

impl Digest {
    fn of(bytes: &[u8]) -> Self {
        Self { algorithm: "sha256", value: crate::store::sha256(bytes) }
    }
}

async fn create(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let refused = |status: StatusCode, message: String| {
        (status, Json(json!({ "code": status.as_u16(), "message": message }))).into_response()
    };
    let body = match kept(&body) {
        Ok(body) => body,
        Err(why) => {
            let message = format!("error processing entry: {why}");
            return refused(StatusCode::BAD_REQUEST, message);
        }
    };
    match app.sigstore.log.add(&body, Timestamp::now()) {
        Ok(Added::New(entry)) => (StatusCode::CREATED, Json(entry)).into_response(),
        Ok(Added::Known(id)) => {
            let message = format!(
                "an equivalent entry already exists in the transparency log with UUID {id}"
            );
            let place = format!("/{REKOR}/api/v1/log/entries/{id}");
            let refused = refused(StatusCode::CONFLICT, message);
            ([(header::LOCATION, place)], refused).into_response()
        }
        Ok(Added::Full) => refused(StatusCode::INSUFFICIENT_STORAGE, "the log is full".into()),
        Err(error) => failed(&error),
    }
}

/// What is kept of an entry whose signature is that of its certificate's key.
fn kept(body: &[u8]) -> Result<Vec<u8>, &'static str> {
    let proposed: Proposed = serde_json::from_slice(body).map_err(|_| "it cannot be read")?;
    if (proposed.kind.as_str(), proposed.api_version.as_str()) != ("dsse", "0.0.1") {
        return Err("the kind is not dsse 0.0.1");
    }
    let Content { envelope: text, verifiers: [verifier] } = proposed.spec.proposed_content;
    let envelope: Envelope =
        serde_json::from_str(&text).map_err(|_| "the envelope cannot be read")?;
    let [signature] = envelope.signatures;
    let payload = BASE64.decode(&envelope.payload).map_err(|_| "the payload is no base64")?;
    let sig = BASE64.decode(&signature.sig).map_err(|_| "the signature is no base64")?;
    let pem = BASE64.decode(&verifier).map_err(|_| "the verifier is no base64")?;
    let pem = String::from_utf8_lossy(&pem);
    let certificate = key::from_pem(&pem, "CERTIFICATE").ok_or("the verifier is no certificate")?;
    let point = point_within(&certificate).ok_or("the certificate has no key on P-256")?;
    // DSSE, "Protocol": what is signed.
    let head = format!(
        "DSSEv1 {} {} {} ",
        envelope.payload_type.len(),
        envelope.payload_type,
        payload.len()
    );
    if !key::is_signed(point, &[head.as_bytes(), &payload].concat(), &sig) {
        return Err("could not verify envelope");
    }
    // Rekor keeps certificates in its own spelling (pkg/pki/x509, `CanonicalValue`).
    let verifier = BASE64.encode(key::to_pem(&certificate, "CERTIFICATE"));
    let spec = Kept {
        envelope_hash: Digest::of(text.as_bytes()),
        payload_hash: Digest::of(&payload),
        signatures: [Signed { signature: BASE64.encode(sig), verifier }],
    };
    serde_json::to_vec(&Body { api_version: "0.0.1", kind: "dsse", spec })
        .map_err(|_| "it cannot be kept")
}

/// The key of a certificate. No other place in one of ours looks like it; whose certificate it
/// is the log does not look at.
fn point_within(certificate: &[u8]) -> Option<&[u8]> {
    let mut windows = certificate.windows(BEFORE_POINT.len() + POINT);
    windows
        .find(|window| window.starts_with(&BEFORE_POINT))
        .map(|found| &found[BEFORE_POINT.len()..])
}

async fn entry(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    match app.sigstore.log.get(&id) {
        Ok(Some(entry)) => Json(entry).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => failed(&error),
    }
}

async fn public_key(State(app): State<Arc<App>>) -> String {
    key::to_pem(&app.sigstore.log.key().public_der(), "PUBLIC KEY")
}

fn failed(error: &Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}
