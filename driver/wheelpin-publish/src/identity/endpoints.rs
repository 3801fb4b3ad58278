use reqwest::header::ACCEPT;
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use url::Url;

use super::issuer::LIMIT;
use crate::http::{is_loopback, plain, read_json, refused};
use crate::index::Discovery;
use crate::{Error, Http, Index};

/// Longest name of an audience, in bytes.
const LONGEST: usize = 500;

/// Where an index gives tokens for identities.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoints {
    /// Tells the audience that identity tokens must be for.
    pub audience: Url,
    /// Takes an identity token, gives one for uploads.
    pub mint: Url,
    /// What kinds of tokens can be asked for (PEP 807); none elsewhere.
    pub features: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Discovered {
    audience_endpoint: String,
    token_mint_endpoint: String,
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Deserialize)]
struct Audience {
    audience: String,
}

/// Where the index gives tokens: on the server that takes its uploads.
///
/// # Errors
///
/// [`Error::NoTrustedPublishing`] if it says that it does not; with [`Discovery::Pytp`] also
/// [`Error::Answer`] if its endpoints are on another server or without TLS; those of [`Http`].
pub async fn endpoints(http: &Http, index: &Index) -> Result<Endpoints, Error> {
    let at = |path| index.upload.join(path).map_err(|_| not_there(index));
    match index.discovery {
        Discovery::Fixed => Ok(Endpoints {
            audience: at("/_/oidc/audience")?,
            mint: at("/_/oidc/mint-token")?,
            features: Vec::new(),
        }),
        Discovery::Pytp => {
            let mut url = at("/.well-known/pytp")?;
            url.query_pairs_mut().append_pair("discover", index.upload.path());
            let request = http.confidential(Method::GET, &url)?;
            let request = request.header(ACCEPT, "application/vnd.pypi.pytp.v1+json");
            let answer = http.send(request).await?;
            match answer.status() {
                StatusCode::NOT_FOUND => return Err(not_there(index)),
                status if !status.is_success() => return Err(refused(answer).await),
                _ => {}
            }
            let found: Discovered = read_json(answer, LIMIT).await?;
            Ok(Endpoints {
                audience: on_the_server(index, &url, &found.audience_endpoint)?,
                mint: on_the_server(index, &url, &found.token_mint_endpoint)?,
                features: found.features,
            })
        }
    }
}

/// The audience that identity tokens for this index must have.
///
/// # Errors
///
/// [`Error::NoTrustedPublishing`] if it has none, [`Error::Answer`] if it says something that
/// cannot be one; those of [`Http`].
pub async fn audience(http: &Http, index: &Index, endpoints: &Endpoints) -> Result<String, Error> {
    let request = http.confidential(Method::GET, &endpoints.audience)?;
    let answer = http.send(request.header(ACCEPT, "application/json")).await?;
    match answer.status() {
        StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => return Err(not_there(index)),
        status if !status.is_success() => return Err(refused(answer).await),
        _ => {}
    }
    let Audience { audience } = read_json(answer, LIMIT).await?;
    // It becomes part of a URL, of a variable's name and of a command line.
    let is_name = !audience.is_empty()
        && audience.len() <= LONGEST
        && !audience.starts_with('-')
        && audience.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_name {
        let url = endpoints.audience.to_string();
        return Err(Error::Answer { url, reason: "its audience is no name".into() });
    }
    Ok(audience)
}

fn not_there(index: &Index) -> Error {
    Error::NoTrustedPublishing { index: index.title.clone() }
}

/// An endpoint that an index names: with TLS, or on this machine, and on its own server (PEP 807).
fn on_the_server(index: &Index, from: &Url, endpoint: &str) -> Result<Url, Error> {
    let wrong = |reason: &str| Error::Answer { url: from.to_string(), reason: reason.into() };
    let url = Url::parse(endpoint).map_err(|_| wrong("an endpoint is not a URL"))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return Err(wrong("an endpoint has no TLS"));
    }
    if url.host() != index.upload.host() || !url.username().is_empty() {
        let host = plain(url.host_str().unwrap_or_default());
        return Err(wrong(&format!("an endpoint is on another server, {host}")));
    }
    Ok(url)
}
