use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};

use crate::Error;

/// What stands before the point of a public key on P-256: `SubjectPublicKeyInfo` of RFC 5480,
/// section 2, up to the bits.
pub(super) const BEFORE_POINT: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Bytes of a point on P-256, not compressed.
pub(super) const POINT: usize = 65;

/// A key for ECDSA with P-256 and SHA-256.
pub(super) struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl Key {
    pub(super) fn new() -> Result<Self, Error> {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| Error::Key)?;
        let pair =
            EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).map_err(|_| Error::Key)?;
        Ok(Self { pair, random })
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let signature = self.pair.sign(&self.random, message).map_err(|_| Error::Key)?;
        Ok(signature.as_ref().to_vec())
    }

    /// As `SubjectPublicKeyInfo`.
    pub(super) fn public_der(&self) -> Vec<u8> {
        [&BEFORE_POINT, self.pair.public_key().as_ref()].concat()
    }

    /// The id of a log with this key (RFC 6962, section 3.2).
    pub(super) fn id(&self) -> [u8; 32] {
        sha256(&self.public_der())
    }
}

/// The point of a public key on P-256, of its `SubjectPublicKeyInfo`.
pub(super) fn point(der: &[u8]) -> Option<&[u8]> {
    der.strip_prefix(&BEFORE_POINT).filter(|point| point.len() == POINT)
}

/// Whether the key with that point signed the message.
pub(super) fn is_signed(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok()
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

/// The first block of PEM of that label.
pub(super) fn from_pem(text: &str, label: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let body: String = body.split_whitespace().collect();
    base64::prelude::BASE64_STANDARD.decode(body).ok()
}

pub(super) fn to_pem(der: &[u8], label: &str) -> String {
    use base64::Engine;
    let text = base64::prelude::BASE64_STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str(&format!("-----END {label}-----\n"));
    pem
}
