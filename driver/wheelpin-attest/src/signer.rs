use std::collections::HashMap;
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;
use sigstore_crypto::{KeyPair, parse_certificate_info};
use sigstore_rekor::{DsseEntry, LogEntry};
use sigstore_types::{
    DerCertificate, DsseEnvelope, DsseSignature, KeyId, KindVersion, PayloadBytes,
    TransparencyLogEntry,
};
use tokio::sync::Mutex;

use crate::attestation::PAYLOAD_TYPE;
use crate::client::{Answer, Asker};
use crate::error::line;
use crate::token::Token;
use crate::{Attestation, Error, Policy, Service, Services, Statement, verify};

/// Statements that are signed side by side.
const SIDE_BY_SIDE: usize = 8;

/// Seconds that a certificate must have left before its end (Fulcio's live for 10 minutes), so
/// that the log's time is within.
const LEFT: SignedDuration = SignedDuration::from_secs(60);

/// Seconds that the log's clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_secs(30);

/// Signs statements in the name of an identity.
///
/// It has a key of its own, which never leaves it, and asks for a certificate once for as many
/// statements as its life is long enough for.
#[derive(Debug)]
pub struct Signer {
    services: Services,
    asker: Asker,
    token: Token,
    certified: Mutex<Option<Arc<Certified>>>,
}

struct Certified {
    key: KeyPair,
    certificate: DerCertificate,
    ends: Timestamp,
}

impl std::fmt::Debug for Certified {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Certified").field("ends", &self.ends).finish_non_exhaustive()
    }
}

/// Answer of Fulcio (API version 2, `SigningCertificate`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SigningCertificate {
    signed_certificate_embedded_sct: Signed,
}

#[derive(Deserialize)]
struct Signed {
    chain: Chain,
}

#[derive(Deserialize)]
struct Chain {
    certificates: Vec<String>,
}

impl Signer {
    /// Signs through `services` as whom `identity_token` names: a JSON Web Token for the
    /// audience `sigstore`. Nothing is asked yet.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if it is none, [`Error::Instance`] if no client can be made.
    pub fn new(services: &Services, identity_token: &str) -> Result<Self, Error> {
        Ok(Self {
            asker: Asker::new(services)?,
            services: services.clone(),
            token: Token::parse(identity_token.trim())?,
            certified: Mutex::new(None),
        })
    }

    /// Signs a statement, and verifies what came of it.
    ///
    /// # Errors
    ///
    /// [`Error::Expired`] if the identity is over; [`Error::Refused`] and
    /// [`Error::Unreachable`] of Sigstore, the latter after some attempts; [`Error::Key`];
    /// [`Error::Instance`] if what came of it is not to be believed.
    pub async fn sign(&self, statement: &Statement) -> Result<Attestation, Error> {
        let certified = self.certified().await?;
        let envelope = certified.sign(statement)?;
        let entry = self.log(&envelope, &certified.certificate).await?;
        await_time(&entry).await;
        let attestation = Attestation::new(certified.certificate.clone(), entry, envelope);
        let sha256 = statement.sha256();
        let root = &self.services.trust_root;
        match verify(&attestation, statement.file_name(), &sha256, root, &Policy::any()) {
            Ok(_) => Ok(attestation),
            // It is as it came: whom to trust may have changed since this was built.
            Err(Error::Invalid { reason, .. }) => Err(Error::Instance {
                reason: format!("what Sigstore gave is not to be believed: {reason}"),
            }),
            Err(error) => Err(error),
        }
    }

    /// Signs statements side by side; the attestations are in their order.
    ///
    /// # Errors
    ///
    /// As [`Signer::sign`]; the first one ends it.
    pub async fn sign_all(&self, statements: &[Statement]) -> Result<Vec<Attestation>, Error> {
        let signed: Vec<_> = statements.iter().map(|statement| self.sign(statement)).collect();
        stream::iter(signed).buffered(SIDE_BY_SIDE).try_collect().await
    }

    /// A key with a certificate that lives long enough.
    async fn certified(&self) -> Result<Arc<Certified>, Error> {
        let mut certified = self.certified.lock().await;
        let lives = |it: &&Arc<Certified>| it.ends.duration_since(Timestamp::now()) > LEFT;
        if let Some(certified) = certified.as_ref().filter(lives) {
            return Ok(Arc::clone(certified));
        }
        let new = Arc::new(self.certify().await?);
        *certified = Some(Arc::clone(&new));
        Ok(new)
    }

    /// Has Fulcio vouch for a new key (API version 2, `POST /api/v2/signingCert`).
    async fn certify(&self) -> Result<Certified, Error> {
        if self.token.is_over(Timestamp::now()) {
            return Err(Error::Expired);
        }
        let key_error =
            |reason: sigstore_crypto::Error| Error::Key { reason: line(&reason.to_string()) };
        let key = KeyPair::generate_ecdsa_p256().map_err(key_error)?;
        let public = key.public_key_der().map_err(key_error)?.to_pem();
        let proof = key.sign(self.token.identity().as_bytes()).map_err(key_error)?;
        let request = json!({
            "credentials": { "oidcIdentityToken": self.token.expose() },
            "publicKeyRequest": {
                "publicKey": { "algorithm": "ECDSA", "content": public },
                "proofOfPossession": proof,
            },
        });
        let service = Service::Fulcio;
        let url = join(service, &self.services.fulcio, "api/v2/signingCert")?;
        let Answer::Body(body) = self.asker.post(service, &url, &request).await? else {
            return Err(unfit(service, "gives no certificate"));
        };
        let answer: SigningCertificate = serde_json::from_slice(&body)
            .map_err(|_| unfit(service, "gives no certificate with a timestamp within"))?;
        let chain = answer.signed_certificate_embedded_sct.chain.certificates;
        let certificate = chain.first().and_then(|pem| DerCertificate::from_pem(pem).ok());
        let certificate = certificate.ok_or_else(|| unfit(service, "gives no certificate"))?;
        let info = parse_certificate_info(&certificate)
            .map_err(|_| unfit(service, "gives a certificate that cannot be read"))?;
        if Some(info.public_key) != key.public_key_der().ok() {
            return Err(unfit(service, "gives a certificate of another key"));
        }
        Ok(Certified { key, certificate, ends: info.not_after })
    }

    /// Has Rekor record a signature (API version 1, `POST /api/v1/log/entries`, kind `dsse`).
    async fn log(
        &self,
        envelope: &DsseEnvelope,
        certificate: &DerCertificate,
    ) -> Result<TransparencyLogEntry, Error> {
        let service = Service::Rekor;
        let entry = DsseEntry::new(envelope, certificate)
            .map_err(|error| unfit(service, &format!("cannot be told: {error}")))?;
        let url = join(service, &self.services.rekor, "api/v1/log/entries")?;
        let body = match self.asker.post(service, &url, &entry).await? {
            Answer::Body(body) => body,
            // An answer was lost, and the entry was sent again.
            Answer::Exists(place) => self.logged(&url, place).await?,
        };
        let entries: HashMap<String, LogEntry> =
            serde_json::from_slice(&body).map_err(|_| unfit(service, "gives no entry"))?;
        let mut entries = entries.into_values();
        let (Some(entry), None) = (entries.next(), entries.next()) else {
            return Err(unfit(service, "gives not one entry"));
        };
        entry
            .to_bundle_entry(KindVersion::DsseV001)
            .map_err(|error| unfit(service, &format!("gives an entry that is none: {error}")))
    }

    /// An entry that is there already: at the log's own place for it, and nowhere else.
    async fn logged(&self, entries: &Url, place: Option<String>) -> Result<Vec<u8>, Error> {
        let service = Service::Rekor;
        let nowhere = || unfit(service, "has the entry, but says not where");
        let place = place.ok_or_else(nowhere)?;
        let id = place.rsplit('/').next().unwrap_or_default();
        if id.is_empty() || id.len() > 128 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(nowhere());
        }
        let url = join(service, entries, &format!("entries/{id}"))?;
        match self.asker.get(service, &url).await? {
            Answer::Body(body) => Ok(body),
            Answer::Exists(_) => Err(nowhere()),
        }
    }
}

impl Certified {
    fn sign(&self, statement: &Statement) -> Result<DsseEnvelope, Error> {
        let payload = PayloadBytes::from_bytes(statement.json());
        let message = sigstore_types::dsse::pae(PAYLOAD_TYPE, statement.json());
        let signature = self
            .key
            .sign(&message)
            .map_err(|error| Error::Key { reason: line(&error.to_string()) })?;
        Ok(DsseEnvelope::new(
            PAYLOAD_TYPE,
            payload,
            DsseSignature::new(signature, KeyId::default()),
        ))
    }
}

/// Waits until the log's time is in the past by our clock too.
async fn await_time(entry: &TransparencyLogEntry) {
    let Some(time) = entry.integrated_time else { return };
    let ahead = time.duration_since(Timestamp::now());
    if ahead <= AHEAD
        && let Ok(ahead) = ahead.try_into()
    {
        tokio::time::sleep(ahead).await;
    }
}

fn join(service: Service, base: &Url, path: &str) -> Result<Url, Error> {
    base.join(path).map_err(|_| unfit(service, "has no such address"))
}

fn unfit(service: Service, reason: &str) -> Error {
    Error::Unreachable { service, reason: line(reason) }
}
