use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use wheelpin_wheel::canonical_name;

use super::jwt;
use crate::app::App;
use crate::publisher::{Claims, Kind, Mismatch, find};
use crate::store::Store;
use crate::tokens::Token;
use crate::{Publisher, upload};

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/.well-known/pytp", get(discover))
        .route("/_/oidc/audience", get(audience))
        .route("/_/oidc/mint-token", post(mint))
        .route("/_/oidc/github/mint-token", post(mint))
}

/// What is discovered at an upload address.
#[derive(Deserialize)]
struct Discover {
    discover: String,
}

/// Where the endpoints are (PEP 807, a draft).
async fn discover(State(app): State<Arc<App>>, Query(query): Query<Discover>) -> Response {
    if !app.settings.discovery || query.discover != upload::PATH {
        return StatusCode::NOT_FOUND.into_response();
    }
    let found = json!({
        "audience-endpoint": app.url("_/oidc/audience"),
        "token-mint-endpoint": app.url("_/oidc/mint-token"),
        "features": ["multi-use-token"],
        "default-features": ["multi-use-token"],
    });
    let headers = [(header::CONTENT_TYPE, "application/vnd.pypi.pytp.v1+json")];
    (headers, found.to_string()).into_response()
}

/// `{"audience": "pypi"}` (warehouse, `oidc/views.py`, `oidc_audience`).
async fn audience(State(app): State<Arc<App>>) -> Response {
    if !app.settings.trusted_publishing {
        let message = "Trusted publishing functionality not enabled";
        return (StatusCode::FORBIDDEN, Json(json!({ "message": message }))).into_response();
    }
    Json(json!({ "audience": app.settings.audience })).into_response()
}

/// Why no token was minted.
struct Refusal {
    code: &'static str,
    description: String,
}

impl Refusal {
    fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self { code, description: description.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let errors = json!([{ "code": self.code, "description": self.description }]);
        let body = json!({ "message": "Token request failed", "errors": errors });
        (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
    }
}

#[derive(Deserialize)]
struct Payload {
    token: String,
}

/// `{"token": JWT}` in, `{"success": true, "token": …, "expires": …}` out (warehouse,
/// `oidc/views.py`, `mint_token_from_oidc`).
async fn mint(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match minted(&app, &body) {
        Ok((token, expires)) => {
            let expires = expires.as_second();
            Json(json!({ "success": true, "token": token, "expires": expires })).into_response()
        }
        Err(refusal) => refusal.into_response(),
    }
}

fn minted(app: &App, body: &[u8]) -> Result<(String, Timestamp), Refusal> {
    let Payload { token } = serde_json::from_slice(body)
        .map_err(|error| Refusal::new("invalid-payload", format!("1 validation error: {error}")))?;
    let claims = jwt::unverified(&token);
    let issuer = claims.as_ref().and_then(|claims| claims.get("iss")).and_then(Value::as_str);
    let issuer = issuer.ok_or_else(|| Refusal::new("invalid-payload", "malformed JWT"))?;
    let kind = Kind::of(issuer)
        .ok_or_else(|| Refusal::new("invalid-payload", "unknown trusted publishing issuer"))?;
    if !app.settings.trusted_publishing {
        let description = format!("{kind:?} trusted publishing functionality not enabled");
        return Err(Refusal::new("not-enabled", description.to_lowercase()));
    }
    let now = app.clock.now();
    let claims = super::verified(app, &token, &app.settings.audience)
        .ok_or_else(|| Refusal::new("invalid-token", "malformed or invalid token"))?;
    let secret =
        app.issuer.secret().map_err(|error| Refusal::new("invalid-payload", error.to_string()))?;
    let mut store = app.store();
    reify(&mut store, kind, &claims)?;
    let publisher = publisher(&store, kind, &claims)?;
    use_up(&mut store, &claims, now)?;
    let life = SignedDuration::from_secs(app.settings.limits.token_seconds);
    let expires = now.saturating_add(life).unwrap_or(Timestamp::MAX);
    let minted = format!("pypi-{secret}");
    let projects = projects(&store, &publisher);
    let token =
        Token { projects: Some(projects), expires: Some(expires), publisher: Some(publisher) };
    store.tokens.add(&minted, token);
    Ok((minted, expires))
}

/// Makes the project of a pending publisher that the claims are of.
fn reify(store: &mut Store, kind: Kind, claims: &Claims) -> Result<(), Refusal> {
    let is_used = |jti: &str| store.used.contains_key(&used_key(claims, jti));
    let pending = store.publishers.iter().filter(|publisher| publisher.pending);
    let found = match find(pending, kind, claims, is_used) {
        Ok(publisher) => publisher.clone(),
        Err(Mismatch::Reused) => return Err(reused()),
        // It may be one of a project that exists.
        Err(Mismatch::Other(_)) => return Ok(()),
    };
    let place = store.publishers.iter().position(|publisher| *publisher == found);
    if store.project(&found.project).is_some() {
        if let Some(place) = place {
            store.publishers.remove(place);
        }
        let description = "valid token, but project already exists";
        return Err(Refusal::new("invalid-pending-publisher", description));
    }
    store.create(&found.project);
    if let Some(publisher) = place.and_then(|place| store.publishers.get_mut(place)) {
        publisher.pending = false;
    }
    Ok(())
}

fn publisher(store: &Store, kind: Kind, claims: &Claims) -> Result<Publisher, Refusal> {
    let is_used = |jti: &str| store.used.contains_key(&used_key(claims, jti));
    let registered = store.publishers.iter().filter(|publisher| !publisher.pending);
    match find(registered, kind, claims, is_used) {
        Ok(publisher) => Ok(publisher.clone()),
        Err(Mismatch::Reused) => Err(reused()),
        Err(Mismatch::Other(why)) => {
            let description = format!("valid token, but no corresponding publisher ({why})");
            Err(Refusal::new("invalid-publisher", description))
        }
    }
}

/// A `jti` mints once (warehouse, `store_jwt_identifier`); those that are over are forgotten.
fn use_up(store: &mut Store, claims: &Claims, now: Timestamp) -> Result<(), Refusal> {
    let number = |claim| claims.get(claim).and_then(Value::as_i64).unwrap_or(i64::MAX);
    store.used.retain(|_, ends| *ends > now.as_second());
    let Some(jti) = claims.get("jti").and_then(Value::as_str) else { return Ok(()) };
    let ends = number("exp").saturating_add(jwt::LEEWAY + 5);
    match store.used.insert(used_key(claims, jti), ends) {
        Some(_) => Err(reused()),
        None => Ok(()),
    }
}

fn used_key(claims: &Claims, jti: &str) -> String {
    format!("{}/{jti}", claims.get("iss").and_then(Value::as_str).unwrap_or_default())
}

fn reused() -> Refusal {
    Refusal::new("invalid-reuse-token", "invalid token: already used")
}

/// All projects of a publisher: it is registered once for several.
fn projects(store: &Store, publisher: &Publisher) -> BTreeSet<String> {
    let same = store.publishers.iter().filter(|it| {
        !it.pending && it.provider == publisher.provider && it.environment == publisher.environment
    });
    same.map(|it| canonical_name(&it.project)).collect()
}
