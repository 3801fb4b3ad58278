use reqwest::{Certificate, Url};
use sigstore_trust_root::{SIGSTORE_PRODUCTION_SIGNING_CONFIG, SigningConfig};

use crate::error::line;
use crate::{Error, Service, TrustRoot};

/// The version of Rekor's API that is spoken. PEP 740 has no place for the timestamps that
/// version 2 needs (pypi-attestations 0.0.30 too asks for version 1).
const REKOR: u32 = 1;

/// The services that attestations are signed through, and whom to believe of them.
#[derive(Clone, Debug)]
pub struct Services {
    pub(crate) fulcio: Url,
    pub(crate) rekor: Url,
    pub(crate) trust_root: TrustRoot,
    pub(crate) roots: Vec<Certificate>,
}

impl Services {
    /// Sigstore's public instance, as its signing configuration was when this was built.
    ///
    /// # Errors
    ///
    /// [`Error::Instance`] if none of its services is open any more.
    pub fn production() -> Result<Self, Error> {
        let instance = |reason: String| Error::Instance { reason };
        let config = SigningConfig::from_json(SIGSTORE_PRODUCTION_SIGNING_CONFIG)
            .map_err(|error| instance(line(&error.to_string())))?;
        let closed = |service: Service| {
            instance(format!("Sigstore's {service} that is known here is closed"))
        };
        let fulcio = config.fulcio_url().ok_or_else(|| closed(Service::Fulcio))?;
        let rekor = config.rekor_url(Some(REKOR)).ok_or_else(|| closed(Service::Rekor))?;
        Ok(Self {
            fulcio: address(&fulcio.url)?,
            rekor: address(&rekor.url)?,
            trust_root: TrustRoot::production()?,
            roots: Vec::new(),
        })
    }

    /// Another instance: the addresses of its Fulcio and of its Rekor (version 1), and its
    /// trusted root as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Instance`] if an address is none, or has no TLS and is not of this machine;
    /// [`Error::TrustRoot`].
    pub fn at(fulcio: &str, rekor: &str, trusted_root: &str) -> Result<Self, Error> {
        Ok(Self {
            fulcio: address(fulcio)?,
            rekor: address(rekor)?,
            trust_root: TrustRoot::from_json(trusted_root)?,
            roots: Vec::new(),
        })
    }

    /// With certificates of authorities that vouch for the servers, as PEM, beside those of the
    /// system.
    ///
    /// # Errors
    ///
    /// [`Error::Instance`] if there is none in it.
    pub fn with_authorities(mut self, pem: &[u8]) -> Result<Self, Error> {
        let wrong = |reason: String| Error::Instance { reason };
        let read = Certificate::from_pem_bundle(pem)
            .map_err(|_| wrong("what should be certificates of authorities is no PEM".into()))?;
        if read.is_empty() {
            return Err(wrong("what should be certificates of authorities holds none".into()));
        }
        self.roots.extend(read);
        Ok(self)
    }

    /// Whom its attestations are verified with.
    #[must_use]
    pub fn trust_root(&self) -> &TrustRoot {
        &self.trust_root
    }
}

/// An address that an identity may be shown at.
fn address(text: &str) -> Result<Url, Error> {
    let wrong = |reason: &str| Error::Instance { reason: format!("{} {reason}", line(text)) };
    let mut url = Url::parse(text).map_err(|_| wrong("is no address"))?;
    let is_local = match url.host_str() {
        Some("localhost" | "127.0.0.1" | "[::1]") => true,
        Some(_) => false,
        None => return Err(wrong("names no host")),
    };
    match url.scheme() {
        "https" => {}
        "http" if is_local => {}
        _ => return Err(wrong("is not reached through TLS")),
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_instance_is_known() {
        let services = Services::production().unwrap();
        assert_eq!(services.fulcio.scheme(), "https");
        assert_eq!(services.rekor.scheme(), "https");
    }

    #[test]
    fn identities_are_shown_through_tls_or_on_this_machine() {
        assert_eq!(address("http://127.0.0.1:1/a").unwrap().as_str(), "http://127.0.0.1:1/a/");
        address("https://fulcio.example.org").unwrap();
        for text in ["", "fulcio", "http://fulcio.example.org", "file:///a", "data:,a"] {
            assert!(matches!(address(text), Err(Error::Instance { .. })), "{text}");
        }
    }
}
