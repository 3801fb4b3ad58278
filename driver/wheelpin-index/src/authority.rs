use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::Error;

/// How the index speaks TLS.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TlsSettings {
    /// What is wrong with its certificate.
    pub wrong: Option<WrongCertificate>,
    /// The connections, from the first, that are shown the wrong one; none is all.
    pub connections: Option<u32>,
}

/// What can be wrong with a certificate.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrongCertificate {
    /// It is for another host.
    Name,
    /// It is by an authority that nobody knows.
    Authority,
    /// It is over.
    Expired,
}

/// The names and addresses of loopback.
const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

/// A certificate authority of this server alone, and what it vouches for.
pub(crate) struct Authority {
    /// Its certificate.
    pub(crate) pem: String,
    right: TlsAcceptor,
    wrong: Option<TlsAcceptor>,
    /// Connections that are shown the wrong certificate yet.
    left: AtomicU32,
}

impl Authority {
    pub(crate) fn new(settings: &TlsSettings) -> Result<Self, Error> {
        let own = Signer::new()?;
        let right = own.acceptor(&NAMES, false)?;
        let wrong = match settings.wrong {
            None => None,
            Some(WrongCertificate::Name) => Some(own.acceptor(&["other.example.org"], false)?),
            Some(WrongCertificate::Authority) => Some(Signer::new()?.acceptor(&NAMES, false)?),
            Some(WrongCertificate::Expired) => Some(own.acceptor(&NAMES, true)?),
        };
        let left = AtomicU32::new(settings.connections.unwrap_or(u32::MAX));
        Ok(Self { pem: own.pem, right, wrong, left })
    }

    /// What the next connection is met with.
    pub(crate) fn acceptor(&self) -> &TlsAcceptor {
        let Some(wrong) = &self.wrong else { return &self.right };
        let take = |left: u32| match left {
            u32::MAX => Some(left),
            left => left.checked_sub(1),
        };
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) {
            Ok(_) => wrong,
            Err(_) => &self.right,
        }
    }
}

struct Signer {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Signer {
    fn new() -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "wheelpin rehearsal index");
        let pem = params.self_signed(&key)?.pem();
        Ok(Self { pem, issuer: Issuer::new(params, key) })
    }

    fn acceptor(&self, names: &[&str], is_expired: bool) -> Result<TlsAcceptor, Error> {
        let key = KeyPair::generate()?;
        let names: Vec<String> = names.iter().map(|name| (*name).into()).collect();
        let mut params = CertificateParams::new(names)?;
        if is_expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2020, 2, 1);
        }
        let certificate = params.signed_by(&key, &self.issuer)?;
        let wrong = |reason: String| Error::Tls { reason };
        let key = PrivateKeyDer::try_from(key.serialize_der())
            .map_err(|reason| wrong(reason.to_owned()))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| wrong(error.to_string()))?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .map_err(|error| wrong(error.to_string()))?;
        config.alpn_protocols = vec!["h2".into(), "http/1.1".into()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
