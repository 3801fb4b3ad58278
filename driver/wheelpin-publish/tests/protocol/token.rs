//! Identity tokens, and an index that takes them.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wheelpin_publish::{Error, IdentityToken, Index, Secret, TokenSource};

use crate::server::serve;

/// A token that says that, signed by nobody.
pub fn token(claims: &Value) -> String {
    let encoded = BASE64_URL_SAFE_NO_PAD.encode(claims.to_string());
    format!("eyJhbGciOiJSUzI1NiJ9.{encoded}.c2lnbmF0dXJl")
}

/// A source that numbers its tokens.
pub struct Source {
    pub renewable: bool,
    pub given: Mutex<Vec<String>>,
}

impl Source {
    pub fn new(renewable: bool) -> Arc<Self> {
        Arc::new(Self { renewable, given: Mutex::default() })
    }

    pub fn count(&self) -> usize {
        self.given.lock().unwrap().len()
    }
}

impl TokenSource for Source {
    fn name(&self) -> String {
        "a test".into()
    }

    fn token<'a>(
        &'a self,
        audience: &'a str,
    ) -> BoxFuture<'a, Result<Option<IdentityToken>, Error>> {
        Box::pin(async move {
            let mut given = self.given.lock().unwrap();
            let number = if self.renewable { given.len() } else { 0 };
            let token = token(&json!({
                "iss": "https://token.actions.githubusercontent.com",
                "aud": audience,
                "jti": number,
                "repository": "acme/dioxide",
            }));
            given.push(token.clone());
            IdentityToken::new(Secret::new(token)).map(Some)
        })
    }

    fn renewable(&self) -> bool {
        self.renewable
    }
}

/// How an index answers the identity token with that number.
pub type Minting = dyn Fn(usize) -> Response + Send + Sync;

/// A token that lives so many seconds.
pub fn living(seconds: u64, number: usize) -> Response {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let body =
        json!({ "success": true, "token": format!("pypi-{number}"), "expires": now + seconds });
    Json(body).into_response()
}

/// As Warehouse refuses.
pub fn refusal(code: &str, description: &str) -> Response {
    let errors = json!([{ "code": code, "description": description }]);
    let body = json!({ "message": "Token request failed", "errors": errors });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

/// What an index was asked, beginning with the claims of the identity.
pub type Seen = Arc<Mutex<Vec<(Value, Value, HeaderMap)>>>;

/// An index that gives tokens where Warehouse does.
pub async fn index(minting: impl Fn(usize) -> Response + Send + Sync + 'static) -> (Index, Seen) {
    let seen = Seen::default();
    let router = Router::new()
        .route("/_/oidc/audience", get(|| async { Json(json!({ "audience": "tests" })) }))
        .route("/_/oidc/mint-token", mint_route(seen.clone(), minting));
    (Index::private(serve(router).await.join("legacy/").unwrap()), seen)
}

/// The part that gives tokens.
pub fn mint_route<S: Clone + Send + Sync + 'static>(
    seen: Seen,
    minting: impl Fn(usize) -> Response + Send + Sync + 'static,
) -> axum::routing::MethodRouter<S> {
    let minting: Arc<Minting> = Arc::new(minting);
    post(move |headers: HeaderMap, Json(body): Json<Value>| async move {
        let payload = body["token"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
        let claims = BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        let count = {
            let mut seen = seen.lock().unwrap();
            seen.push((claims, body, headers));
            seen.len()
        };
        minting(count - 1)
    })
}
