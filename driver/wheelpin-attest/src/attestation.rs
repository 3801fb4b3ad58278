use serde::{Deserialize, Deserializer, Serialize};
use sigstore_types::bundle::{CertificateContent, VerificationMaterialContent};
use sigstore_types::{
    Bundle, DerCertificate, DsseEnvelope, DsseSignature, KeyId, MediaType, PayloadBytes,
    SignatureBytes, SignatureContent, TransparencyLogEntry, VerificationMaterial,
};

use crate::error::line;
use crate::{Error, Statement};

/// The type of what is signed (in-toto, Envelope v1).
pub(crate) const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// Most bytes of an attestation as JSON. One has some 10 kB.
pub(crate) const LARGEST: usize = 1 << 20;

/// What an index is given beside a file: a signed statement, and what is needed to believe it
/// (PEP 740, "Attestation objects", version 1).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Attestation {
    #[serde(deserialize_with = "one")]
    version: u8,
    verification_material: Material,
    envelope: Envelope,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Material {
    certificate: DerCertificate,
    transparency_entries: Vec<TransparencyLogEntry>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Envelope {
    statement: PayloadBytes,
    signature: SignatureBytes,
}

fn one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    match u8::deserialize(deserializer)? {
        1 => Ok(1),
        other => Err(serde::de::Error::custom(format!("version {other} is not known"))),
    }
}

impl Attestation {
    pub(crate) fn new(
        certificate: DerCertificate,
        entry: TransparencyLogEntry,
        envelope: DsseEnvelope,
    ) -> Self {
        Self {
            version: 1,
            verification_material: Material { certificate, transparency_entries: vec![entry] },
            envelope: Envelope { statement: envelope.payload, signature: envelope.signature.sig },
        }
    }

    /// Reads an attestation.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] if it is none, or has more than 1 MiB.
    pub fn from_json(json: &[u8]) -> Result<Self, Error> {
        let malformed = |reason: String| Error::Malformed { reason };
        if json.len() > LARGEST {
            return Err(malformed(format!("it has more than {LARGEST} bytes")));
        }
        let attestation: Self =
            serde_json::from_slice(json).map_err(|error| malformed(line(&error.to_string())))?;
        if attestation.verification_material.transparency_entries.is_empty() {
            return Err(malformed("it has no entry of a log".into()));
        }
        Ok(attestation)
    }

    /// The attestation as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] if it cannot be told of in JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string(self)
            .map_err(|error| Error::Malformed { reason: line(&error.to_string()) })
    }

    /// What the form of an upload takes in the field `attestations`: a JSON array.
    ///
    /// # Errors
    ///
    /// As [`Attestation::to_json`].
    pub fn form_field(attestations: &[Self]) -> Result<String, Error> {
        serde_json::to_string(attestations)
            .map_err(|error| Error::Malformed { reason: line(&error.to_string()) })
    }

    /// What it says. Whether to believe it is another question: [`crate::verify`].
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] if that is no statement that an index takes.
    pub fn statement(&self) -> Result<Statement, Error> {
        Statement::from_json(self.envelope.statement.as_bytes())
    }

    /// Whether each entry of a log carries both the log's promise and its proof.
    pub(crate) fn is_logged(&self) -> bool {
        let entries = &self.verification_material.transparency_entries;
        let is_proven = |entry: &TransparencyLogEntry| {
            let proof = entry.inclusion_proof.as_ref();
            entry.inclusion_promise.is_some()
                && entry.integrated_time.is_some()
                && proof.is_some_and(|proof| !proof.checkpoint.is_empty())
        };
        !entries.is_empty() && entries.iter().all(is_proven)
    }

    /// The same as Sigstore's verifier takes it.
    pub(crate) fn bundle(&self) -> Bundle {
        let material = &self.verification_material;
        let certificate = CertificateContent::new(material.certificate.clone());
        let content = VerificationMaterialContent::Certificate(certificate);
        let entries = material.transparency_entries.clone();
        let signature = DsseSignature::new(self.envelope.signature.clone(), KeyId::default());
        let envelope = DsseEnvelope::new(PAYLOAD_TYPE, self.envelope.statement.clone(), signature);
        Bundle::new(
            MediaType::Bundle0_3,
            VerificationMaterial::new(content).with_tlog_entries(entries),
            SignatureContent::DsseEnvelope(envelope),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_attestation_is_malformed() {
        let entries = |entries: &str| {
            format!(
                r#"{{"version":1,"verification_material":{{"certificate":"YQ==","transparency_entries":{entries}}},"envelope":{{"statement":"e30=","signature":"YQ=="}}}}"#
            )
        };
        let large = format!("{}{}", " ".repeat(LARGEST), entries("[]"));
        for json in ["", "{}", "[]", "nul", &entries("[]"), &entries("[{}]"), &large] {
            let read = Attestation::from_json(json.as_bytes());
            assert!(matches!(read, Err(Error::Malformed { .. })), "{json:.60}");
        }
    }
}
