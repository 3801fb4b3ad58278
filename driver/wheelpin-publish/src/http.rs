//! A client for servers that are not trusted, and bounded reading of their answers.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Method, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use url::{Host, Url};

use crate::transient;
use crate::{Error, Secret};

/// How many redirects of one question are followed; an index needs one, to a normalised name.
const REDIRECTS: usize = 5;

/// Most of an answer's text that a message quotes, in bytes.
const QUOTED: usize = 2000;

/// Most bytes of an answer that is an error.
const ERRORS: u64 = 64 << 10;

/// How to speak with servers.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Certificates of authorities, as PEM, beside those of the system.
    pub roots: Vec<Vec<u8>>,
    /// Whether servers other than this machine may be asked without TLS. Tokens of an
    /// identity never go that way.
    pub allow_http: bool,
    /// How long a connection may take to come about.
    pub connect: Duration,
    /// How long a server may be silent.
    pub read: Duration,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            roots: Vec::new(),
            allow_http: false,
            connect: Duration::from_secs(15),
            read: Duration::from_secs(60),
        }
    }
}

/// A client that trusts no server: answers are read within limits, redirects lead nowhere
/// else, and without TLS nobody but this machine is spoken with.
#[derive(Clone, Debug)]
pub struct Http {
    client: Client,
    /// The same without a limit on how long a server is silent, which it is while it is sent
    /// a large file.
    uploads: Client,
    allow_http: bool,
}

impl Http {
    /// Makes a client with the system's authorities and those of `settings`. Its proxies are
    /// those that the environment names.
    ///
    /// # Errors
    ///
    /// [`Error::Certificate`] if a root is no PEM certificate; [`Error::Client`] if the
    /// system's roots cannot be read.
    pub fn new(settings: &HttpSettings) -> Result<Self, Error> {
        // Once per process; a second time it is there already, and that is no error.
        let _ = rustls::crypto::CryptoProvider::install_default(
            rustls::crypto::ring::default_provider(),
        );
        let mut roots = Vec::new();
        for pem in &settings.roots {
            let read = Certificate::from_pem_bundle(pem);
            let read = read.map_err(|source| Error::Certificate { reason: source.to_string() })?;
            if read.is_empty() {
                return Err(Error::Certificate { reason: "holds no certificate".into() });
            }
            roots.extend(read);
        }
        let build = |read: Option<Duration>| {
            let mut builder = Client::builder()
                .user_agent(concat!("wheelpin/", env!("CARGO_PKG_VERSION")))
                .redirect(Policy::none())
                .referer(false)
                .connect_timeout(settings.connect)
                .tls_certs_merge(roots.clone());
            if let Some(read) = read {
                builder = builder.read_timeout(read);
            }
            builder.build().map_err(|source| Error::Client { source: Arc::new(source) })
        };
        let client = build(Some(settings.read))?;
        let uploads = build(None)?;
        Ok(Self { client, uploads, allow_http: settings.allow_http })
    }

    /// The client beneath, for libraries that want one.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Begins a request.
    ///
    /// # Errors
    ///
    /// [`Error::PlainHttp`] if it would leave this machine without TLS;
    /// [`Error::Url`] if the scheme is another.
    pub fn request(&self, method: Method, url: &Url) -> Result<RequestBuilder, Error> {
        check_scheme(url, self.allow_http)?;
        Ok(self.client.request(method, url.clone()))
    }

    /// Begins a request that carries a file: the caller sets limits to how long it takes.
    ///
    /// # Errors
    ///
    /// As [`Http::request`].
    pub fn upload(&self, method: Method, url: &Url) -> Result<RequestBuilder, Error> {
        check_scheme(url, self.allow_http)?;
        Ok(self.uploads.request(method, url.clone()))
    }

    /// Begins a request that carries an identity: never without TLS, but on this machine.
    ///
    /// # Errors
    ///
    /// As [`Http::request`].
    pub fn confidential(&self, method: Method, url: &Url) -> Result<RequestBuilder, Error> {
        check_scheme(url, false)?;
        Ok(self.client.request(method, url.clone()))
    }

    /// Sends a request and gives the answer, whatever its status but a redirect.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if there is no answer, [`Error::Redirected`] if it is elsewhere.
    pub async fn send(&self, request: RequestBuilder) -> Result<Response, Error> {
        let answer = send(request).await?;
        if answer.status().is_redirection() {
            return Err(redirected(&answer));
        }
        Ok(answer)
    }

    /// Asks with GET for something of the type `accept`; follows redirects within the server.
    ///
    /// # Errors
    ///
    /// As [`Http::request`] and [`Http::send`].
    pub async fn get(&self, url: &Url, accept: &str) -> Result<Response, Error> {
        self.get_with(url, accept, |request| request).await
    }

    /// As [`Http::get`], with something added to every request, such as credentials.
    ///
    /// # Errors
    ///
    /// As [`Http::get`].
    pub async fn get_with(
        &self,
        url: &Url,
        accept: &str,
        add: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Response, Error> {
        let mut url = url.clone();
        for _ in 0..REDIRECTS {
            let request = self.request(Method::GET, &url)?.header(ACCEPT, accept);
            let answer = send(add(request)).await?;
            if !answer.status().is_redirection() {
                return Ok(answer);
            }
            match target(&answer) {
                Some(to) if is_same_server(&url, &to) => url = to,
                _ => return Err(redirected(&answer)),
            }
        }
        Err(Error::Answer { url: shown(&url), reason: "redirects without end".into() })
    }
}

/// Reads an answer's body, decompressed, to at most `limit` bytes.
///
/// # Errors
///
/// [`Error::TooLarge`] if there is more, [`Error::Request`] if the connection breaks.
pub async fn read_limited(mut response: Response, limit: u64) -> Result<Bytes, Error> {
    let url = shown(response.url());
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(Error::TooLarge { url, limit });
    }
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if (body.len() + chunk.len()) as u64 > limit => {
                return Err(Error::TooLarge { url, limit });
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body.freeze()),
            Err(source) => return Err(failed(url, source)),
        }
    }
}

/// Reads an answer's body as JSON, to at most `limit` bytes.
///
/// # Errors
///
/// As [`read_limited`], and [`Error::Answer`] if it is something else.
pub async fn read_json<T: DeserializeOwned>(response: Response, limit: u64) -> Result<T, Error> {
    let url = shown(response.url());
    let body = read_limited(response, limit).await?;
    // A syntax error of serde_json quotes at most a word, but that may be a token.
    serde_json::from_slice(&body).map_err(|source| Error::Answer {
        url,
        reason: format!(
            "{} at line {}, column {}",
            match source.classify() {
                serde_json::error::Category::Data => "JSON of another form",
                _ => "no JSON",
            },
            source.line(),
            source.column()
        ),
    })
}

/// The error that an answer with an unwanted status is, with what the server says.
pub async fn refused(response: Response) -> Error {
    let url = shown(response.url());
    let status = response.status().as_u16();
    let message = read_start(response).await;
    Error::Status { url, status, message }
}

/// As [`refused`], for a request that held `secret`: a server that repeats it must not have it
/// printed.
pub async fn refused_without(response: Response, secret: &Secret) -> Error {
    let url = shown(response.url());
    let status = response.status().as_u16();
    // More than is quoted, so that what is cut off is no secret's second half.
    let body = read_limited(response, ERRORS).await.unwrap_or_default();
    let message = plain(&without(&String::from_utf8_lossy(&body), secret));
    Error::Status { url, status, message }
}

/// A text with stars in place of a secret.
#[must_use]
pub fn without(text: &str, secret: &Secret) -> String {
    // Between all letters there is an empty text.
    if secret.expose().is_empty() { text.into() } else { text.replace(secret.expose(), "***") }
}

/// The same without what basic authentication sends, which is its base64 too.
#[must_use]
pub(crate) fn without_login(text: &str, user: &str, secret: &Secret) -> String {
    if secret.expose().is_empty() {
        return text.into();
    }
    let sent = BASE64.encode(format!("{user}:{}", secret.expose()));
    without(&without(text, secret), &Secret::new(sent))
}

/// The beginning of an answer as one line of text without control characters. Never fails:
/// it is for messages.
pub async fn read_start(mut response: Response) -> String {
    let mut body = Vec::new();
    while body.len() < QUOTED {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(QUOTED)]),
            _ => break,
        }
    }
    body.truncate(QUOTED);
    plain(&String::from_utf8_lossy(&body))
}

/// Text of a server as one line that is fit for a terminal, at most 2000 bytes long.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        if line.len() + word.len() >= QUOTED {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|letter| !is_invisible(*letter)));
    }
    line
}

/// Marks that change the direction of text, or have no width.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether asking again can help: the connection broke or never came about, and not for
/// want of trust in the server's certificate.
#[must_use]
pub fn is_transient(error: &reqwest::Error) -> bool {
    transient::is_transient(error)
}

/// A URL for messages: without user, password, query and fragment.
#[must_use]
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Neither can fail where there is a host, and without one there is neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// Whether the host is this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

fn check_scheme(url: &Url, allow_http: bool) -> Result<(), Error> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if allow_http || is_loopback(url) => Ok(()),
        "http" => Err(Error::PlainHttp { url: shown(url) }),
        _ => Err(Error::Url { text: shown(url), reason: "is neither https nor http" }),
    }
}

/// Whether a redirect stays: same host and port, and TLS is not given up.
fn is_same_server(from: &Url, to: &Url) -> bool {
    let port = |url: &Url| url.port_or_known_default();
    let is_upgrade = from.scheme() == "http" && to.scheme() == "https";
    from.host() == to.host()
        && ((from.scheme() == to.scheme() && port(from) == port(to))
            || (is_upgrade && from.port().is_none() && to.port().is_none()))
        && to.username().is_empty()
        && to.password().is_none()
}

async fn send(request: RequestBuilder) -> Result<Response, Error> {
    request.send().await.map_err(|source| {
        let url = source.url().map(shown).unwrap_or_default();
        failed(url, source)
    })
}

fn failed(url: String, source: reqwest::Error) -> Error {
    Error::Request { url, source: Arc::new(source.without_url()) }
}

fn target(answer: &Response) -> Option<Url> {
    let to = answer.headers().get(LOCATION)?.to_str().ok()?;
    answer.url().join(to).ok()
}

fn redirected(answer: &Response) -> Error {
    let to = target(answer).map_or_else(|| "nowhere".into(), |to| plain(&shown(&to)));
    Error::Redirected { url: shown(answer.url()), status: answer.status().as_u16(), to }
}
