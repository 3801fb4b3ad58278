use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    PublicKeyData, SanType, SerialNumber, SignatureAlgorithm, date_time_ymd,
};
use ring::rand::{SecureRandom, SystemRandom};

use super::identity::{Identity, Name};
use super::key::{Key, sha256};
use crate::Error;

/// What the authority is called.
pub(super) const NAME: &str = "wheelpin rehearsal sigstore";

/// Seconds that a certificate lives: Fulcio's 10 minutes.
const LIFE: i64 = 600;

/// Fulcio's extensions: 1.3.6.1.4.1.57264.1 (its `docs/oid-info.md`).
const FULCIO: [u64; 8] = [1, 3, 6, 1, 4, 1, 57264, 1];

/// Timestamps of certificate logs (RFC 6962, section 3.3).
const TIMESTAMPS: [u64; 10] = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];

/// An authority that vouches for identities, and the log that it tells of its certificates.
pub(super) struct Ca {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
    public: Vec<u8>,
    log: Key,
}

/// Somebody's key on P-256, by its point.
struct Public<'a>(&'a [u8]);

impl PublicKeyData for Public<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

impl Ca {
    pub(super) fn new() -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let public = key.subject_public_key_info();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, NAME);
        params.distinguished_name.push(DnType::CommonName, NAME);
        (params.not_before, params.not_after) =
            (date_time_ymd(2020, 1, 1), date_time_ymd(2120, 1, 1));
        let der = params.self_signed(&key)?.der().to_vec();
        Ok(Self { issuer: Issuer::new(params, key), der, public, log: Key::new()? })
    }

    /// Its own certificate.
    pub(super) fn der(&self) -> &[u8] {
        &self.der
    }

    /// What its log of certificates signs with.
    pub(super) fn log_key(&self) -> &Key {
        &self.log
    }

    /// A certificate for an identity with the key of that point, with a timestamp of the log
    /// within.
    pub(super) fn certify(
        &self,
        identity: &Identity,
        point: &[u8],
        now: Timestamp,
    ) -> Result<Vec<u8>, Error> {
        let mut params = params(identity, now)?;
        // The log signs the certificate as it is without the timestamp (RFC 6962, 3.2).
        let before = params.signed_by(&Public(point), &self.issuer)?;
        let signed = to_be_signed(before.der()).ok_or(Error::Key)?;
        let list = self.timestamps(signed, now)?;
        params
            .custom_extensions
            .push(CustomExtension::from_oid_content(&TIMESTAMPS, octets(&list)));
        Ok(params.signed_by(&Public(point), &self.issuer)?.der().to_vec())
    }

    /// A list of one timestamp (RFC 6962, sections 3.2 and 3.3).
    fn timestamps(&self, certificate: &[u8], now: Timestamp) -> Result<Vec<u8>, Error> {
        let time = now.as_millisecond().to_be_bytes();
        let length = u32::try_from(certificate.len()).map_err(|_| Error::Key)?.to_be_bytes();
        // Version 1, a timestamp of a certificate, time, before it has one, no extensions.
        let issuer = sha256(&self.public);
        let message =
            [&[0, 0], time.as_slice(), &[0, 1], &issuer, &length[1..], certificate, &[0, 0]]
                .concat();
        let signature = self.log.sign(&message)?;
        // SHA-256 and ECDSA (RFC 5246, section 7.4.1.4.1).
        let timestamp = [
            [0].as_slice(),
            &self.log.id(),
            &time,
            &[0, 0, 4, 3],
            prefixed(&signature)?.as_slice(),
        ]
        .concat();
        prefixed(&prefixed(&timestamp)?)
    }
}

fn params(identity: &Identity, now: Timestamp) -> Result<CertificateParams, Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    let mut serial = [0; 16];
    SystemRandom::new().fill(&mut serial).map_err(|_| Error::Key)?;
    // Positive, and as long as it is.
    serial[0] = serial[0] & 0x7f | 0x40;
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    let start = u64::try_from(now.as_second()).map_err(|_| Error::Key)?;
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + std::time::Duration::from_secs(start);
    params.not_after = params.not_before + std::time::Duration::from_secs(LIFE.unsigned_abs());
    params.subject_alt_names = vec![match &identity.name {
        Name::Uri(uri) => SanType::URI(uri.as_str().try_into()?),
        Name::Email(email) => SanType::Rfc822Name(email.as_str().try_into()?),
    }];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
    params.use_authority_key_identifier_extension = true;
    params.custom_extensions = identity
        .extensions
        .iter()
        .map(|(number, value)| {
            let oid = [FULCIO.as_slice(), &[*number]].concat();
            CustomExtension::from_oid_content(&oid, element(0x0c, value.as_bytes()))
        })
        .collect();
    Ok(params)
}

/// Bytes with their length before them, in two bytes.
fn prefixed(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let length = u16::try_from(bytes.len()).map_err(|_| Error::Key)?;
    Ok([&length.to_be_bytes(), bytes].concat())
}

/// An element of DER.
fn element(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len().to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    let mut der = vec![tag];
    if bytes.len() < 0x80 {
        der.push(length[length.len() - 1]);
    } else {
        der.push(0x80 | (length.len() - zeros) as u8);
        der.extend_from_slice(&length[zeros..]);
    }
    der.extend_from_slice(bytes);
    der
}

fn octets(bytes: &[u8]) -> Vec<u8> {
    element(0x04, bytes)
}

/// The part of a certificate that is signed: its first element.
fn to_be_signed(certificate: &[u8]) -> Option<&[u8]> {
    let (start, _) = extent(certificate)?;
    let within = certificate.get(start..)?;
    let (start, length) = extent(within)?;
    within.get(..start + length)
}

/// Where the content of an element of DER begins, and its length.
fn extent(der: &[u8]) -> Option<(usize, usize)> {
    let first = usize::from(*der.get(1)?);
    if first < 0x80 {
        return Some((2, first));
    }
    let bytes = der.get(2..2 + (first & 0x7f)).filter(|bytes| bytes.len() <= 4)?;
    let length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    Some((2 + bytes.len(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_their_length() {
        assert_eq!(element(4, b"ab"), b"\x04\x02ab");
        assert_eq!(element(4, &[0; 300])[..4], [4, 0x82, 1, 44]);
        let long = element(0x30, &element(0x30, &[7; 200]));
        assert_eq!(to_be_signed(&long), Some(element(0x30, &[7; 200]).as_slice()));
        assert_eq!(to_be_signed(&[0x30]), None);
        assert_eq!(to_be_signed(&[0x30, 5, 0x30]), None);
    }
}
