use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{ACCEPT, DATE};
use reqwest::{Method, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;

use super::issuer::LIMIT;
use super::{Endpoints, IdentityToken, explain};
use crate::http::{plain, read_limited, shown, without};
use crate::{Error, Http, Index, Secret};

/// How long a minted token lives where the index does not tell: Warehouse's 15 minutes
/// (`warehouse/oidc/views.py`, 2026-08-21), the least that PEP 807 allows.
pub(super) const LIFE: Duration = Duration::from_secs(900);

/// The longest life that is believed: the most that PEP 807 allows.
const LONGEST: Duration = Duration::from_secs(6 * 3600);

/// Longest token that is taken, in bytes.
const LONGEST_TOKEN: usize = 16 << 10;

/// What an index gave for an identity.
#[derive(Clone, Debug)]
pub struct Minted {
    /// The password of the user `__token__`.
    pub token: Secret,
    /// When it ends, by the index's clock.
    pub expires: Timestamp,
    /// When it ends, by ours.
    deadline: Instant,
}

impl Minted {
    /// How long it lives yet.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

#[derive(Deserialize)]
struct Answer {
    token: String,
    #[serde(default)]
    expires: Option<i64>,
}

/// A refusal, of Warehouse or of RFC 9457.
#[derive(Default, Deserialize)]
struct Refusal {
    #[serde(default)]
    errors: Vec<Reason>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    detail: Option<String>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    code: String,
    #[serde(default)]
    description: String,
}

/// Gives the index an identity token, which is used up by that, and takes one for uploads. Where
/// a pending publisher fits, this makes its project.
///
/// # Errors
///
/// [`Error::Mint`] if the index refuses the identity, [`Error::NoTrustedPublishing`] if it takes
/// none, [`Error::Status`] if it does not work, [`Error::Answer`] if it gives no token; those of
/// [`Http`].
pub async fn mint(
    http: &Http,
    index: &Index,
    endpoints: &Endpoints,
    identity: &IdentityToken,
) -> Result<Minted, Error> {
    let mut body = json!({ "token": identity.secret().expose() });
    // One token is for all files, if there is a choice.
    if endpoints.features.iter().any(|feature| feature == "multi-use-token") {
        body["features"] = json!(["multi-use-token"]);
    }
    let request = http
        .confidential(Method::POST, &endpoints.mint)?
        .header(ACCEPT, "application/json, application/problem+json")
        .json(&body);
    let begun = Instant::now();
    let answer = http.send(request).await?;
    match answer.status() {
        StatusCode::NOT_FOUND => Err(Error::NoTrustedPublishing { index: index.title.clone() }),
        status if status.is_success() => minted(answer, begun).await,
        _ => Err(refused(index, identity, answer).await),
    }
}

async fn minted(answer: Response, begun: Instant) -> Result<Minted, Error> {
    let url = shown(answer.url());
    let wrong = |reason: &str| Error::Answer { url: url.clone(), reason: reason.into() };
    let date = date(&answer).unwrap_or_else(Timestamp::now);
    let body = read_limited(answer, LIMIT).await?;
    let Answer { token, expires } =
        serde_json::from_slice(&body).map_err(|_| wrong("it holds no token"))?;
    if token.is_empty()
        || token.len() > LONGEST_TOKEN
        || !token.bytes().all(|byte| byte.is_ascii_graphic())
    {
        return Err(wrong("its token can be none"));
    }
    // By the index's clock on both sides, so that ours may be wrong.
    let life = match expires {
        None => LIFE,
        Some(seconds) => {
            let left = seconds.saturating_sub(date.as_second());
            Duration::from_secs(u64::try_from(left).unwrap_or(0)).min(LONGEST)
        }
    };
    let expires = date.checked_add(life).map_err(|_| wrong("its time cannot be"))?;
    Ok(Minted { token: Secret::new(token), expires, deadline: begun + life })
}

/// The time that the index says it is.
fn date(answer: &Response) -> Option<Timestamp> {
    let date = answer.headers().get(DATE)?.to_str().ok()?;
    rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}

async fn refused(index: &Index, identity: &IdentityToken, answer: Response) -> Error {
    let url = shown(answer.url());
    let status = answer.status();
    let body = read_limited(answer, LIMIT).await.unwrap_or_default();
    // An index that repeats the token must not have it printed.
    let body = without(&String::from_utf8_lossy(&body), identity.secret());
    let refusal: Refusal = serde_json::from_str(&body).unwrap_or_default();
    let (code, description) = match &refusal.errors[..] {
        [first, rest @ ..] => {
            let more = rest.iter().take(5).map(|reason| reason.description.as_str());
            let all: Vec<&str> = [first.description.as_str()].into_iter().chain(more).collect();
            (first.code.clone(), all.join("; "))
        }
        [] => {
            let description = refusal.detail.or(refusal.message).or(refusal.title.clone());
            (refusal.kind.or(refusal.title).unwrap_or_default(), description.unwrap_or_default())
        }
    };
    let (code, description) = (plain(&code), plain(&description));
    let is_refusal = status.is_client_error()
        && status != StatusCode::TOO_MANY_REQUESTS
        && status != StatusCode::REQUEST_TIMEOUT;
    if !is_refusal || (code.is_empty() && description.is_empty()) {
        return Error::Status { url, status: status.as_u16(), message: plain(&body) };
    }
    let code = if code.is_empty() { format!("status {}", status.as_u16()) } else { code };
    let help = explain::help(&code, index, identity.claims());
    Error::Mint { index: index.title.clone(), code, description, help }
}
