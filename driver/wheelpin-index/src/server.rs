use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{App, router};
use crate::authority::Authority;
use crate::listen::listen;
use crate::publisher::Claims;
use crate::record::Request;
use crate::{Error, Fault, Settings, debug, sigstore};

/// A running index. It ends when it is dropped, whatever runs then.
///
/// ```
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
/// # runtime.block_on(async {
/// use wheelpin_index::{Server, Settings};
///
/// let settings = Settings::for_project("sample", "acme/sample", "release.yml");
/// let server = Server::start(settings).await.unwrap();
/// assert!(server.upload_url().ends_with("/legacy/"));
/// server.stop().await;
/// # });
/// ```
pub struct Server {
    app: Arc<App>,
    authority: Option<Arc<Authority>>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves on loopback, within the runtime that it is called in.
    ///
    /// # Errors
    ///
    /// [`Error::Listen`] if the port is taken, those of making keys and certificates, and
    /// [`Error::Write`] if the authority's cannot be written.
    pub async fn start(settings: Settings) -> Result<Self, Error> {
        let port = settings.port;
        let listen_error = |source| Error::Listen { port, source };
        let address = (Ipv4Addr::LOCALHOST, port);
        let listener = TcpListener::bind(address).await.map_err(listen_error)?;
        let port = listener.local_addr().map_err(listen_error)?.port();
        let authority = settings.tls.as_ref().map(Authority::new).transpose()?.map(Arc::new);
        if let (Some(authority), Some(path)) = (&authority, &settings.authority_file) {
            tokio::fs::write(path, &authority.pem)
                .await
                .map_err(|source| Error::Write { path: path.clone(), source })?;
        }
        let base = match authority {
            Some(_) => format!("https://localhost:{port}"),
            None => format!("http://127.0.0.1:{port}"),
        };
        let app = Arc::new(App::new(settings, base)?);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(listen(listener, router(&app), authority.clone(), stopped));
        Ok(Self { app, authority, stop, task })
    }

    /// Takes no more connections, lets requests that run come to their end for two seconds, and
    /// ends.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let _ = (&mut self.task).await;
    }

    /// The site: what all addresses begin with, with a slash at its end.
    #[must_use]
    pub fn index_url(&self) -> String {
        self.app.url("")
    }

    /// Where files are sent.
    #[must_use]
    pub fn upload_url(&self) -> String {
        self.app.url("legacy/")
    }

    /// The simple API (PEP 503, 691).
    #[must_use]
    pub fn simple_url(&self) -> String {
        self.app.url("simple/")
    }

    /// The JSON API: below it are `PROJECT/json` and `PROJECT/VERSION/json`.
    #[must_use]
    pub fn json_url(&self) -> String {
        self.app.url("pypi/")
    }

    /// The integrity API (PEP 740): below it is `PROJECT/VERSION/FILE/provenance`.
    #[must_use]
    pub fn integrity_url(&self) -> String {
        self.app.url("integrity/")
    }

    /// Where identity tokens are asked for: `&audience=…` is put behind it, as behind
    /// `ACTIONS_ID_TOKEN_REQUEST_URL`.
    #[must_use]
    pub fn issuer_url(&self) -> String {
        self.app.url("issuer/token?api-version=2.0")
    }

    /// What they are asked for with, as `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. It is a secret of this
    /// server alone.
    #[must_use]
    pub fn issuer_bearer(&self) -> &str {
        &self.app.issuer.bearer
    }

    /// An identity token as the issuer gives it.
    ///
    /// # Errors
    ///
    /// [`Error::Key`].
    pub fn identity_token(&self, audience: &str) -> Result<String, Error> {
        self.app.issuer.issue(Some(audience), self.app.clock.now())
    }

    /// The fake of GitHub's API for releases, as `GITHUB_API_URL`.
    #[must_use]
    pub fn github_url(&self) -> String {
        self.app.url("github")
    }

    /// Where identities are given certificates to sign with: Fulcio, API version 2.
    #[must_use]
    pub fn fulcio_url(&self) -> String {
        self.app.url(sigstore::FULCIO)
    }

    /// Where signatures are recorded: Rekor, API version 1.
    #[must_use]
    pub fn rekor_url(&self) -> String {
        self.app.url(sigstore::REKOR)
    }

    /// Whom to trust of these two, as Sigstore's `trusted_root.json`.
    #[must_use]
    pub fn trusted_root(&self) -> &str {
        self.app.sigstore.trusted_root()
    }

    /// Certificate of the authority that vouches for the server, as PEM; none without TLS.
    #[must_use]
    pub fn authority_pem(&self) -> Option<&str> {
        self.authority.as_ref().map(|authority| authority.pem.as_str())
    }

    /// What it was asked, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.app.recorder.all()
    }

    /// What it has, as JSON: projects with releases and files, releases of the forge.
    #[must_use]
    pub fn state(&self) -> serde_json::Value {
        debug::state(&self.app)
    }

    /// Lets the index's clock run ahead by so many seconds more.
    pub fn advance(&self, seconds: i64) {
        self.app.clock.advance(seconds);
    }

    /// These faults in place of those there were.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.app.faults.set(faults);
    }

    /// Lets identity tokens say these things, beside what they say.
    pub fn set_claims(&self, claims: &Claims) {
        self.app.issuer.set_claims(claims);
    }

    /// Deletes a file, as its owner can on the site. Whether it was there.
    pub fn delete(&self, file_name: &str) -> bool {
        self.app.store().delete(file_name)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
