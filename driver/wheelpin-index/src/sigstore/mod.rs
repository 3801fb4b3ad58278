//! An instance of Sigstore of this server alone: an authority that gives certificates to
//! identities of the server's issuer (Fulcio, API version 2), a log of certificates' timestamps,
//! and a log of signatures (Rekor, API version 1).
//!
//! What they sign is verified whole by whoever has [`Sigstore::trusted_root`]: nothing has to be
//! skipped. They differ from Sigstore's public instance in this:
//!
//! - The authority's root signs without one between, and takes keys of ECDSA with P-256 alone.
//! - Identities are those of GitHub, GitLab and Google, as the index has them.
//! - The log takes entries of the kind `dsse`, with a certificate, and holds so many.

mod certificate;
mod fulcio;
mod identity;
mod key;
mod log;
mod rekor;
mod tree;

use std::sync::Arc;

use axum::Router;
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};

use self::certificate::Ca;
use self::key::Key;
use self::log::Log;
use crate::Error;
use crate::app::App;

/// Paths below the server.
pub(crate) const FULCIO: &str = "sigstore/fulcio";
pub(crate) const REKOR: &str = "sigstore/rekor";

pub(crate) struct Sigstore {
    ca: Ca,
    log: Log,
    trusted_root: String,
    /// Whom attestations are verified with at their upload.
    pub(crate) root: wheelpin_attest::TrustRoot,
}

impl Sigstore {
    /// An instance whose addresses begin with `base`.
    pub(crate) fn new(base: &str) -> Result<Self, Error> {
        let ca = Ca::new()?;
        let log = Log::new()?;
        let trusted_root = trusted_root(base, &ca, &log).to_string();
        let root = wheelpin_attest::TrustRoot::from_json(&trusted_root)
            .map_err(|error| Error::Sigstore { source: Box::new(error) })?;
        Ok(Self { ca, log, trusted_root, root })
    }

    /// Whom to trust, as Sigstore's `trusted_root.json`.
    pub(crate) fn trusted_root(&self) -> &str {
        &self.trusted_root
    }
}

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new().merge(fulcio::router()).merge(rekor::router())
}

/// Sigstore's protobuf-specs, `TrustedRoot`.
fn trusted_root(base: &str, ca: &Ca, log: &Log) -> Value {
    // Its certificates and entries begin with the server; clocks may differ by a little.
    let start = Timestamp::now().as_second() - 3600;
    let start = Timestamp::from_second(start).unwrap_or(Timestamp::UNIX_EPOCH);
    let valid = json!({ "start": start.strftime("%FT%TZ").to_string() });
    let log_of = |path: &str, key: &Key| {
        json!({
            "baseUrl": format!("{base}/{path}"),
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": BASE64.encode(key.public_der()),
                "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                "validFor": valid,
            },
            "logId": { "keyId": BASE64.encode(key.id()) },
        })
    };
    json!({
        "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "tlogs": [log_of(REKOR, log.key())],
        "certificateAuthorities": [{
            "subject": { "organization": certificate::NAME, "commonName": certificate::NAME },
            "uri": format!("{base}/{FULCIO}"),
            "certChain": { "certificates": [{ "rawBytes": BASE64.encode(ca.der()) }] },
            "validFor": valid,
        }],
        "ctlogs": [log_of("sigstore/ct", ca.log_key())],
        "timestampAuthorities": [],
    })
}
