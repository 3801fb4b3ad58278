use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::identity::identity;
use super::{FULCIO, key};
use crate::app::App;
use crate::oidc;

/// What identity tokens must be for.
const AUDIENCE: &str = "sigstore";

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(&format!("/{FULCIO}/api/v2/signingCert"), post(certify))
        .route(&format!("/{FULCIO}/api/v2/trustBundle"), get(bundle))
}

/// Fulcio, `fulcio.proto`, `CreateSigningCertificateRequest`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    credentials: Credentials,
    public_key_request: PublicKeyRequest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    oidc_identity_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PublicKeyRequest {
    public_key: PublicKey,
    proof_of_possession: String,
}

#[derive(Deserialize)]
struct PublicKey {
    content: String,
}

/// A certificate for who shows an identity token and that the key is theirs.
async fn certify(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match certified(&app, &body) {
        Ok(chain) => {
            let chain = json!({ "certificates": chain });
            Json(json!({ "signedCertificateEmbeddedSct": { "chain": chain } })).into_response()
        }
        Err(message) => {
            let body = json!({ "code": 3, "message": message, "details": [] });
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
    }
}

fn certified(app: &App, body: &[u8]) -> Result<[String; 2], &'static str> {
    let request: Request =
        serde_json::from_slice(body).map_err(|_| "The request could not be read")?;
    let claims = oidc::verified(app, &request.credentials.oidc_identity_token, AUDIENCE)
        .ok_or("There was an error processing the identity token")?;
    let identity = identity(&claims)
        .ok_or("There was an error processing the credentials for this identity")?;
    let public = key::from_pem(&request.public_key_request.public_key.content, "PUBLIC KEY")
        .ok_or("The public key supplied in the request could not be parsed")?;
    let point = key::point(&public).ok_or("Unsupported public key algorithm")?;
    let proof = BASE64.decode(&request.public_key_request.proof_of_possession).unwrap_or_default();
    if !key::is_signed(point, identity.challenge.as_bytes(), &proof) {
        return Err("The signature supplied in the request could not be verified");
    }
    // The machine's time, and not the index's, which may be moved: it is what attestations are
    // verified by.
    let certificate = app
        .sigstore
        .ca
        .certify(&identity, point, Timestamp::now())
        .map_err(|_| "Error creating certificate")?;
    Ok([&certificate, app.sigstore.ca.der()].map(|der| key::to_pem(der, "CERTIFICATE")))
}

async fn bundle(State(app): State<Arc<App>>) -> impl IntoResponse {
    let root = key::to_pem(app.sigstore.ca.der(), "CERTIFICATE");
    Json(json!({ "chains": [{ "certificates": [root] }] }))
}
