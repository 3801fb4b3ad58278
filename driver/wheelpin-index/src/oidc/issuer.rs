use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, http};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Value, json};

use super::jwt::Key;
use crate::app::App;
use crate::publisher::{Claims, Kind};
use crate::{Error, Settings};

/// Gives identity tokens, as GitHub's runners are given them.
pub(crate) struct Issuer {
    key: Key,
    random: SystemRandom,
    /// What tokens are asked for with.
    pub(crate) bearer: String,
    claims: Mutex<Claims>,
    life: i64,
}

impl Issuer {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Error> {
        let random = SystemRandom::new();
        let bearer = match &settings.bearer {
            Some(bearer) => bearer.clone(),
            None => secret(&random)?,
        };
        let mut claims = settings.claims.clone();
        let first = settings.publishers.first();
        let kind = first.map_or(Kind::GitHub, |publisher| publisher.provider.kind());
        claims.entry("iss").or_insert_with(|| kind.issuer().into());
        let life = settings.limits.identity_seconds;
        Ok(Self { key: Key::new()?, random, bearer, claims: Mutex::new(claims), life })
    }

    /// Lets tokens say these things from now on, beside what they say.
    pub(crate) fn set_claims(&self, claims: &Claims) {
        let mut own = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        own.extend(claims.iter().map(|(name, value)| (name.clone(), value.clone())));
    }

    /// A new token.
    pub(crate) fn issue(&self, audience: Option<&str>, now: Timestamp) -> Result<String, Error> {
        let own = self.claims.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let now = now.as_second();
        // What GitHub takes where nothing is asked for.
        let owner = own.get("repository_owner").and_then(Value::as_str).unwrap_or_default();
        let audience = audience.map_or_else(|| format!("https://github.com/{owner}"), Into::into);
        let mut claims = Claims::new();
        claims.insert("jti".into(), secret(&self.random)?.into());
        claims.insert("aud".into(), audience.into());
        claims.insert("iat".into(), now.into());
        claims.insert("nbf".into(), (now - 5).into());
        claims.insert("exp".into(), (now + self.life).into());
        claims.extend(own);
        self.key.sign(&claims)
    }

    /// What a token says that was given out here; times and audience are not looked at.
    pub(crate) fn verify(&self, token: &str) -> Option<Claims> {
        self.key.verify(token)
    }

    /// 32 random bytes as text.
    pub(crate) fn secret(&self) -> Result<String, Error> {
        secret(&self.random)
    }
}

fn secret(random: &SystemRandom) -> Result<String, Error> {
    let mut bytes = [0; 32];
    random.fill(&mut bytes).map_err(|_| Error::Key)?;
    Ok(BASE64.encode(bytes))
}

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/issuer/token", get(token))
        .route("/issuer/.well-known/openid-configuration", get(configuration))
        .route("/issuer/.well-known/jwks", get(keys))
}

/// `GET …/token?api-version=2.0&audience=AUDIENCE` with a bearer token: `{"value": JWT}`.
async fn token(
    State(app): State<Arc<App>>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split_once(' '));
    let is_right = given.is_some_and(|(scheme, token)| {
        scheme.eq_ignore_ascii_case("bearer") && token == app.issuer.bearer
    });
    if !is_right {
        return (StatusCode::UNAUTHORIZED, "the bearer token is wrong").into_response();
    }
    match app.issuer.issue(query.get("audience").map(String::as_str), app.clock.now()) {
        Ok(token) => Json(json!({ "count": token.len(), "value": token })).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn configuration(State(app): State<Arc<App>>) -> impl IntoResponse {
    let url = app.url("issuer");
    let jwks = format!("{url}/.well-known/jwks");
    Json(json!({
        "issuer": url, "jwks_uri": jwks, "response_types_supported": ["id_token"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(app): State<Arc<App>>) -> impl IntoResponse {
    let headers = [(http::header::CACHE_CONTROL, "no-store")];
    (headers, Json(json!({ "keys": [app.issuer.key.jwk()] })))
}
