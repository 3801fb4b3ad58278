use std::time::Duration;

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;

use crate::error::line;
use crate::{Error, Service, Services, install};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(15);

/// How long an answer may take. Rekor takes some seconds for an entry.
const ANSWER: Duration = Duration::from_secs(60);

/// Pauses between attempts.
const PAUSES: [Duration; 3] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];

/// Most bytes of an answer. A certificate's chain and an entry have some 10 kB each.
const LARGEST: usize = 2 << 20;

/// Asks Sigstore's services: again where that can help, and reads no more than it must.
#[derive(Debug)]
pub(crate) struct Asker {
    client: Client,
    pauses: &'static [Duration],
}

/// An answer that is no error.
pub(crate) enum Answer {
    /// The body.
    Body(Vec<u8>),
    /// It is there already (409): where.
    Exists(Option<String>),
}

impl Asker {
    pub(crate) fn new(services: &Services) -> Result<Self, Error> {
        install();
        let client = Client::builder()
            .user_agent(concat!("wheelpin/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .tls_certs_merge(services.roots.clone())
            .build()
            .map_err(|error| Error::Instance { reason: told(&error) })?;
        Ok(Self { client, pauses: &PAUSES })
    }

    /// Sends JSON with POST.
    pub(crate) async fn post(
        &self,
        service: Service,
        url: &Url,
        body: &impl Serialize,
    ) -> Result<Answer, Error> {
        self.ask(service, || self.client.request(Method::POST, url.clone()).json(body)).await
    }

    pub(crate) async fn get(&self, service: Service, url: &Url) -> Result<Answer, Error> {
        self.ask(service, || self.client.request(Method::GET, url.clone())).await
    }

    async fn ask(
        &self,
        service: Service,
        request: impl Fn() -> RequestBuilder,
    ) -> Result<Answer, Error> {
        let mut pauses = self.pauses.iter();
        loop {
            let request = request().header(ACCEPT, "application/json");
            let error = match answer(service, request).await {
                Err(error) if error.passes() => error,
                result => return result,
            };
            match pauses.next() {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(error),
            }
        }
    }
}

async fn answer(service: Service, request: RequestBuilder) -> Result<Answer, Error> {
    let unreachable = |reason: String| Error::Unreachable { service, reason };
    let answer = request.send().await.map_err(|error| unreachable(told(&error)))?;
    let status = answer.status();
    if status == StatusCode::CONFLICT {
        let place = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        return Ok(Answer::Exists(place.map(Into::into)));
    }
    let body = body(answer).await.map_err(unreachable)?;
    if status.is_success() {
        return Ok(Answer::Body(body));
    }
    let message = message(&body);
    if status.is_server_error() || matches!(status.as_u16(), 408 | 429) {
        let status = status.as_u16();
        return Err(unreachable(format!("answers {status} {message}").trim_end().into()));
    }
    Err(Error::Refused { service, status: status.as_u16(), message })
}

async fn body(mut answer: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| told(&error))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(format!("answers with more than {LARGEST} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What an answer says: the field `message` of JSON, else its text.
fn message(body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Told {
        message: String,
    }
    match serde_json::from_slice::<Told>(body) {
        Ok(told) => line(&told.message),
        Err(_) => line(&String::from_utf8_lossy(body)),
    }
}

/// What went wrong, with its causes; no address, which may hold what is secret.
fn told(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() { "does not answer in time" } else { "cannot be asked" };
    let mut text = kind.to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    line(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_what_the_json_says_else_the_text() {
        assert_eq!(message(br#"{"code":3,"message":"no\nsuch issuer"}"#), "no such issuer");
        assert_eq!(message(b"<h1>no</h1>\n"), "<h1>no</h1>");
        assert_eq!(message(b"\xff"), "\u{fffd}");
    }
}
