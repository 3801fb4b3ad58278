use futures_util::future::BoxFuture;
use reqwest::Method;
use reqwest::header::ACCEPT;
use serde::Deserialize;
use url::Url;

use super::{IdentityToken, OnSecret, TokenSource};
use crate::http::{read_json, refused_without};
use crate::{Error, Http, Secret};

/// Most bytes of an answer that holds a token.
pub(super) const LIMIT: u64 = 64 << 10;

/// An issuer with the form of GitHub's: `GET URL&audience=…` with a bearer token. The rehearsal
/// has one.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// How to ask.
    pub http: Http,
    /// Where; what its query holds is kept.
    pub url: Url,
    /// What allows to ask.
    pub bearer: Secret,
    /// Whether it gives more than one token.
    pub renewable: bool,
    /// Told of every token.
    pub on_secret: OnSecret,
}

#[derive(Deserialize)]
struct Answer {
    value: String,
}

impl Issuer {
    async fn ask(&self, audience: &str) -> Result<IdentityToken, Error> {
        let mut url = self.url.clone();
        url.query_pairs_mut().append_pair("audience", audience);
        let request = self.http.confidential(Method::GET, &url)?;
        let request = request.bearer_auth(self.bearer.expose()).header(ACCEPT, "application/json");
        let answer = self.http.send(request).await?;
        if !answer.status().is_success() {
            return Err(refused_without(answer, &self.bearer).await);
        }
        let Answer { value } = read_json(answer, LIMIT).await?;
        let secret = Secret::new(value);
        self.on_secret.call(&secret);
        IdentityToken::new(secret)
    }
}

impl TokenSource for Issuer {
    fn name(&self) -> String {
        self.url.host_str().unwrap_or_default().to_owned()
    }

    fn token<'a>(
        &'a self,
        audience: &'a str,
    ) -> BoxFuture<'a, Result<Option<IdentityToken>, Error>> {
        Box::pin(async move { self.ask(audience).await.map(Some) })
    }

    fn renewable(&self) -> bool {
        self.renewable
    }
}
