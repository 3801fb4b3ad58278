//! Identities of Google Cloud, which the crate for the other CI systems does not have.

use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::issuer::LIMIT;
use crate::http::{read_json, read_limited, refused, refused_without};
use crate::{Error, Http, Secret};

/// The metadata server of a machine. It is part of the machine, and has no TLS.
const METADATA: &str = "http://metadata.google.internal/";

/// What gives identities of service accounts.
const ACCOUNTS: &str = "https://iamcredentials.googleapis.com/";

/// How long the metadata server may take: where there is none, nobody answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// Google Cloud, as seen from one of its machines.
#[derive(Clone, Debug)]
pub(super) struct Google {
    /// Where the metadata server is.
    pub(super) metadata: Url,
    /// Where service accounts are.
    pub(super) accounts: Url,
    /// The service account to be; none is the machine's own.
    pub(super) account: Option<String>,
}

#[derive(Deserialize)]
struct Access {
    access_token: String,
}

#[derive(Deserialize)]
struct Answer {
    token: String,
}

impl Google {
    /// Where it is in life.
    ///
    /// # Errors
    ///
    /// [`Error::Ambient`] if the account cannot be the name of one.
    pub(super) fn new(account: Option<String>) -> Result<Self, Error> {
        let address = |text| {
            Url::parse(text)
                .map_err(|_| Error::Url { text: "Google".into(), reason: "is not a URL" })
        };
        let is_name = |name: &String| {
            name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '@'))
        };
        if account.as_ref().is_some_and(|name| !is_name(name)) {
            return Err(Error::Ambient {
                provider: "Google Cloud",
                reason: "GOOGLE_SERVICE_ACCOUNT_NAME is no account's name".into(),
                passes: false,
            });
        }
        Ok(Self { metadata: address(METADATA)?, accounts: address(ACCOUNTS)?, account })
    }

    /// Asks for a token.
    pub(super) async fn token(&self, http: &Http, audience: &str) -> Result<Secret, Error> {
        match &self.account {
            None => self.of_machine(http, audience).await,
            Some(account) => self.of_account(http, account, audience).await,
        }
    }

    async fn of_machine(&self, http: &Http, audience: &str) -> Result<Secret, Error> {
        let mut url = self.own_account("identity")?;
        url.query_pairs_mut().append_pair("audience", audience).append_pair("format", "full");
        let answer = http.send(self.ask(http, url)).await?;
        if !answer.status().is_success() {
            return Err(refused(answer).await);
        }
        let body = read_limited(answer, LIMIT).await?;
        Ok(Secret::new(String::from_utf8_lossy(&body).trim()))
    }

    async fn of_account(
        &self,
        http: &Http,
        account: &str,
        audience: &str,
    ) -> Result<Secret, Error> {
        let answer = http.send(self.ask(http, self.own_account("token")?)).await?;
        if !answer.status().is_success() {
            return Err(refused(answer).await);
        }
        let access: Access = read_json(answer, LIMIT).await?;
        let path = format!("v1/projects/-/serviceAccounts/{account}:generateIdToken");
        let access = Secret::new(access.access_token);
        let request = http
            .confidential(Method::POST, &joined(&self.accounts, &path)?)?
            .bearer_auth(access.expose())
            .json(&json!({ "audience": audience, "includeEmail": true }));
        let answer = http.send(request).await?;
        if !answer.status().is_success() {
            return Err(refused_without(answer, &access).await);
        }
        let Answer { token } = read_json(answer, LIMIT).await?;
        Ok(Secret::new(token))
    }

    /// Something of the account that the machine has.
    fn own_account(&self, what: &str) -> Result<Url, Error> {
        let path = "computeMetadata/v1/instance/service-accounts/default/";
        joined(&self.metadata, &format!("{path}{what}"))
    }

    fn ask(&self, http: &Http, url: Url) -> reqwest::RequestBuilder {
        http.client().get(url).header("Metadata-Flavor", "Google").timeout(PATIENCE)
    }
}

fn joined(base: &Url, path: &str) -> Result<Url, Error> {
    base.join(path).map_err(|_| Error::Url { text: path.into(), reason: "is not a path" })
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::{Json, Query, RawPathParams};
    use axum::http::HeaderMap;
    use axum::routing::{get, post};
    use serde_json::Value;

    use super::*;
    use crate::HttpSettings;

    async fn google(account: Option<&str>) -> Google {
        let own = "/computeMetadata/v1/instance/service-accounts/default";
        let identity = |headers: HeaderMap, Query(query): Query<Vec<(String, String)>>| async move {
            assert_eq!(headers["metadata-flavor"], "Google");
            format!("machine {} {}\n", query[0].1, query[1].1)
        };
        let token = |headers: HeaderMap| async move {
            assert_eq!(headers["metadata-flavor"], "Google");
            Json(json!({ "access_token": "access", "expires_in": 3599 }))
        };
        let generate = |headers: HeaderMap, path: RawPathParams, Json(body): Json<Value>| async move {
            assert_eq!(headers["authorization"], "Bearer access");
            let account = path.iter().next().unwrap().1.to_owned();
            Json(
                json!({ "token": format!("{account} {} {}", body["audience"], body["includeEmail"]) }),
            )
        };
        let router = Router::new()
            .route(&format!("{own}/identity"), get(identity))
            .route(&format!("{own}/token"), get(token))
            .route("/v1/projects/-/serviceAccounts/{account}", post(generate));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Google {
            metadata: base.clone(),
            accounts: base,
            ..Google::new(account.map(Into::into)).unwrap()
        }
    }

    #[tokio::test]
    async fn the_machine_has_an_identity() {
        let http = Http::new(&HttpSettings::default()).unwrap();
        let token = google(None).await.token(&http, "pypi").await.unwrap();
        assert_eq!(token.expose(), "machine pypi full");
    }

    #[tokio::test]
    async fn a_service_account_has_another() {
        let http = Http::new(&HttpSettings::default()).unwrap();
        let google = google(Some("me@acme.example.org")).await;
        let token = google.token(&http, "pypi").await.unwrap();
        assert_eq!(token.expose(), "me@acme.example.org:generateIdToken \"pypi\" true");
    }

    #[test]
    fn an_account_cannot_be_a_path() {
        assert!(Google::new(Some("../../x?y".into())).is_err());
    }
}
