use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use serde_json::{Value, json};

use crate::Error;
use crate::publisher::Claims;

/// Seconds that clocks may differ (warehouse, `oidc/services.py`, `_JWT_LEEWAY`).
pub(super) const LEEWAY: i64 = 30;

/// Longest token that is read, in bytes.
const LONGEST: usize = 64 << 10;

/// A key that identity tokens are signed with, made at the start.
pub(super) struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    pub(super) id: String,
}

impl Key {
    pub(super) fn new() -> Result<Self, Error> {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| Error::Key)?;
        let pair =
            EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).map_err(|_| Error::Key)?;
        let id = crate::store::sha256(pair.public_key().as_ref());
        Ok(Self { pair, random, id })
    }

    pub(super) fn sign(&self, claims: &Claims) -> Result<String, Error> {
        let header = json!({ "alg": "ES256", "kid": self.id, "typ": "JWT" });
        let part = |value: &str| BASE64.encode(value);
        let claims = Value::Object(claims.clone());
        let signed = format!("{}.{}", part(&header.to_string()), part(&claims.to_string()));
        let signature = self.pair.sign(&self.random, signed.as_bytes()).map_err(|_| Error::Key)?;
        Ok(format!("{signed}.{}", BASE64.encode(signature)))
    }

    /// The claims of a token that this key signed, whatever they are; none if it did not.
    pub(super) fn verify(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, _) = signed.split_once('.')?;
        let header: Value = serde_json::from_slice(&BASE64.decode(header).ok()?).ok()?;
        if header.get("alg")? != "ES256" || header.get("kid")? != self.id.as_str() {
            return None;
        }
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key());
        public.verify(signed.as_bytes(), &BASE64.decode(signature).ok()?).ok()?;
        unverified(token)
    }

    /// As a JSON Web Key (RFC 7517).
    pub(super) fn jwk(&self) -> Value {
        // An uncompressed point: 4, x, y.
        let point = self.pair.public_key().as_ref();
        let (x, y) = point.get(1..65).unwrap_or_default().split_at_checked(32).unwrap_or_default();
        json!({
            "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": self.id,
            "x": BASE64.encode(x), "y": BASE64.encode(y),
        })
    }
}

/// What a token says, whoever signed it.
pub(super) fn unverified(token: &str) -> Option<Claims> {
    if token.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [_, claims, _] = parts[..] else { return None };
    serde_json::from_slice(&BASE64.decode(claims).ok()?).ok()
}

/// Whether claims are of now and for `audience` (warehouse, `verify_jwt_signature`: PyJWT with
/// `strict_aud`, so that there is one audience and no list).
pub(super) fn are_valid(claims: &Claims, audience: &str, now: Timestamp) -> bool {
    let time = |claim| claims.get(claim).and_then(Value::as_i64);
    let now = now.as_second();
    let (Some(issued), Some(expires)) = (time("iat"), time("exp")) else { return false };
    let is_begun =
        claims.get("nbf").is_none_or(|it| it.as_i64().is_some_and(|at| at <= now + LEEWAY));
    claims.get("iss").is_some_and(Value::is_string)
        && claims.get("aud").and_then(Value::as_str) == Some(audience)
        && issued <= now + LEEWAY
        && is_begun
        && expires > now - LEEWAY
}
