//! ring as what Sigstore's crates compute with.

use std::sync::Once;

use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, KeyPair, UnparsedPublicKey, VerificationAlgorithm};
use ring::{digest, signature::ECDSA_P256_SHA256_ASN1_SIGNING};
use sigstore_crypto::{
    CryptoProvider, Error, HashContext, KeyAlgorithm, Result, SigningKeyPair, SigningScheme,
};
use sigstore_types::HashAlgorithm;

/// Makes ring what rustls and Sigstore's crates compute with in this process, the first time it
/// is called. Whatever in this crate needs it calls it; a program may do so before.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Taken already: then by whoever runs us, who knows why.
        let _ = sigstore_crypto::install_default_provider(&Ring);
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// ring. It neither signs nor verifies a digest in place of the message (its interface has
/// no such thing), and does not know ML-DSA; wheelpin's attestations need neither, since
/// messages of DSSE are small.
#[derive(Debug)]
struct Ring;

impl CryptoProvider for Ring {
    fn hash(&self, algorithm: HashAlgorithm) -> Result<Box<dyn HashContext>> {
        let algorithm = match algorithm {
            HashAlgorithm::Sha2256 => &digest::SHA256,
            HashAlgorithm::Sha2384 => &digest::SHA384,
            HashAlgorithm::Sha2512 => &digest::SHA512,
            other => return Err(Error::UnsupportedAlgorithm(format!("digests by {other}"))),
        };
        Ok(Box::new(Digest(digest::Context::new(algorithm))))
    }

    fn verify_raw(
        &self,
        scheme: SigningScheme,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        UnparsedPublicKey::new(verification(scheme)?, public_key)
            .verify(message, signature)
            .map_err(|_| Error::Verification(format!("no {} signature of it", scheme.name())))
    }

    fn verify_prehashed(
        &self,
        scheme: SigningScheme,
        _public_key: &[u8],
        _digest: &[u8],
        _signature: &[u8],
    ) -> Result<()> {
        Err(Error::UnsupportedAlgorithm(format!("{} of a digest", scheme.name())))
    }

    fn generate_key_pair(&self, algorithm: KeyAlgorithm) -> Result<Box<dyn SigningKeyPair>> {
        if algorithm != KeyAlgorithm::EcdsaP256 {
            return Err(Error::UnsupportedAlgorithm(format!("keys for {algorithm:?}")));
        }
        let key =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
                .map_err(|_| Error::KeyGeneration("there are no random numbers".into()))?;
        self.key_pair_from_pkcs8_der(key.as_ref())
    }

    fn key_pair_from_pkcs8_der(&self, key: &[u8]) -> Result<Box<dyn SigningKeyPair>> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key, &SystemRandom::new())
            .map(|key| Box::new(P256(key)) as Box<dyn SigningKeyPair>)
            .map_err(|reason| Error::InvalidKeyFormat(reason.to_string()))
    }
}

fn verification(scheme: SigningScheme) -> Result<&'static dyn VerificationAlgorithm> {
    Ok(match scheme {
        SigningScheme::EcdsaP256Sha256 => &signature::ECDSA_P256_SHA256_ASN1,
        SigningScheme::EcdsaP256Sha384 => &signature::ECDSA_P256_SHA384_ASN1,
        SigningScheme::EcdsaP384Sha256 => &signature::ECDSA_P384_SHA256_ASN1,
        SigningScheme::EcdsaP384Sha384 => &signature::ECDSA_P384_SHA384_ASN1,
        SigningScheme::Ed25519 => &signature::ED25519,
        SigningScheme::RsaPssSha256 => &signature::RSA_PSS_2048_8192_SHA256,
        SigningScheme::RsaPssSha384 => &signature::RSA_PSS_2048_8192_SHA384,
        SigningScheme::RsaPssSha512 => &signature::RSA_PSS_2048_8192_SHA512,
        SigningScheme::RsaPkcs1Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        SigningScheme::RsaPkcs1Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        SigningScheme::RsaPkcs1Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        other => return Err(Error::UnsupportedAlgorithm(format!("{} signatures", other.name()))),
    })
}

struct Digest(digest::Context);

impl HashContext for Digest {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finalize(self: Box<Self>) -> Vec<u8> {
        self.0.finish().as_ref().to_vec()
    }
}

struct P256(EcdsaKeyPair);

impl SigningKeyPair for P256 {
    fn algorithm(&self) -> KeyAlgorithm {
        KeyAlgorithm::EcdsaP256
    }

    fn public_key_bytes(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    fn sign_raw(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.0
            .sign(&SystemRandom::new(), message)
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|_| Error::Signing("there are no random numbers".into()))
    }

    fn sign_prehashed(&self, _digest: &[u8]) -> Result<Vec<u8>> {
        Err(Error::UnsupportedAlgorithm("signatures of a digest".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_key_signs_what_it_verifies() {
        let key = Ring.generate_key_pair(KeyAlgorithm::EcdsaP256).unwrap();
        let signature = key.sign_raw(b"message").unwrap();
        let verify = |message: &[u8], scheme| {
            Ring.verify_raw(scheme, key.public_key_bytes(), message, &signature)
        };
        verify(b"message", SigningScheme::EcdsaP256Sha256).unwrap();
        verify(b"Message", SigningScheme::EcdsaP256Sha256).unwrap_err();
        verify(b"message", SigningScheme::EcdsaP256Sha384).unwrap_err();
        verify(b"message", SigningScheme::Ed25519).unwrap_err();
    }

    #[test]
    fn what_ring_cannot_do_is_refused() {
        let is_unsupported =
            |result: Result<()>| matches!(result, Err(Error::UnsupportedAlgorithm(_)));
        let scheme = SigningScheme::EcdsaP256Sha256;
        assert!(is_unsupported(Ring.verify_prehashed(scheme, &[4; 65], &[0; 32], &[0; 70])));
        assert!(is_unsupported(Ring.verify_raw(SigningScheme::MlDsa44, &[], &[], &[])));
        assert!(is_unsupported(Ring.generate_key_pair(KeyAlgorithm::Ed25519).map(drop)));
        let key = Ring.generate_key_pair(KeyAlgorithm::EcdsaP256).unwrap();
        assert!(is_unsupported(key.sign_prehashed(&[0; 32]).map(drop)));
    }

    #[test]
    fn digests_are_those_of_fips_180() {
        // FIPS 180-4, the message "abc"; first bytes.
        for (algorithm, start) in [
            (HashAlgorithm::Sha2256, [0xba, 0x78, 0x16, 0xbf]),
            (HashAlgorithm::Sha2384, [0xcb, 0x00, 0x75, 0x3f]),
            (HashAlgorithm::Sha2512, [0xdd, 0xaf, 0x35, 0xa1]),
        ] {
            let mut hash = Ring.hash(algorithm).unwrap();
            hash.update(b"a");
            hash.update(b"bc");
            assert_eq!(hash.finalize()[..4], start);
        }
    }

    #[test]
    fn installing_twice_is_no_error() {
        install();
        install();
        assert!(sigstore_crypto::try_default_provider().is_some());
    }
}
