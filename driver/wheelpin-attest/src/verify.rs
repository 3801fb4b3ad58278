use sigstore_crypto::{CertificateInfo, SubjectAltName};
use sigstore_verify::VerificationPolicy;

use crate::error::line;
use crate::statement::digest;
use crate::{Attestation, Error, Kind, Policy, Statement, TrustRoot};

/// An attestation that is believed: what it says, and who said so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified {
    /// What is said of the file.
    pub statement: Statement,
    /// Who issued the signer's identity.
    pub issuer: String,
    /// The signer's identity: an address of a workflow, or an e-mail address.
    pub identity: String,
    /// The repository that it was signed from, if from one.
    pub repository: Option<String>,
    /// The workflow's file, with the ref it was taken from.
    pub workflow: Option<String>,
    /// The commit that it was signed from.
    pub commit: Option<String>,
}

impl Verified {
    /// What kind of statement it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.statement.kind()
    }
}

/// Finds out whether an attestation is about the file of that name and SHA-256 (hexadecimal),
/// unchanged, signed by whom `policy` asks for, with a certificate of an authority in `root`,
/// and in a log of it: the statement's signature, the certificate's chain, its times and its
/// timestamp of a certificate log, the entry's promise, proof and checkpoint, and that the
/// entry is of this signature.
///
/// # Errors
///
/// [`Error::Malformed`] if it says nothing that an index takes, [`Error::OtherFile`],
/// [`Error::OtherSigner`], and [`Error::Invalid`] for whatever else is not to be believed.
pub fn verify(
    attestation: &Attestation,
    file_name: &str,
    sha256: &str,
    root: &TrustRoot,
    policy: &Policy,
) -> Result<Verified, Error> {
    let file = line(file_name);
    let invalid = |reason: &str| Error::Invalid { file: file.clone(), reason: line(reason) };
    let sha256 = digest(sha256)
        .ok_or_else(|| Error::Subject { file: file.clone(), reason: "its SHA-256 is none" })?;
    let statement = attestation.statement()?;
    let is_other = if statement.file_name() != file_name {
        Some(line(statement.file_name()))
    } else if statement.digest() != sha256 {
        Some(format!("a file with the SHA-256 {}", statement.sha256()))
    } else {
        None
    };
    if let Some(found) = is_other {
        return Err(Error::OtherFile { file, found });
    }
    if !attestation.is_logged() {
        return Err(invalid("its entry lacks the log's promise or proof"));
    }
    let result = root
        .verifier()
        .verify(sha256, &attestation.bundle(), &VerificationPolicy::any_identity())
        .map_err(|error| invalid(&error.to_string()))?;
    let is_whole = result.certificate_verified() && result.sct_verified() && result.tlog_verified();
    let certificate = result.certificate().filter(|_| is_whole);
    let certificate = certificate.ok_or_else(|| invalid("it was not verified whole"))?;
    check_signer(&file, certificate, policy)?;
    let claims = &certificate.ci_claims;
    Ok(Verified {
        statement,
        issuer: certificate.issuer.clone().unwrap_or_default(),
        identity: certificate.identity.as_ref().map(ToString::to_string).unwrap_or_default(),
        repository: claims.source_repository_uri.clone(),
        workflow: claims.build_config_uri.clone(),
        commit: claims.source_repository_digest.clone(),
    })
}

fn check_signer(file: &str, certificate: &CertificateInfo, policy: &Policy) -> Result<(), Error> {
    let claims = &certificate.ci_claims;
    let other = |what, expected: &str, found: Option<&str>| Error::OtherSigner {
        file: file.into(),
        what,
        expected: line(expected),
        found: line(found.unwrap_or("none")),
    };
    let email = match &certificate.identity {
        Some(SubjectAltName::Email(email)) => Some(email.as_str()),
        _ => None,
    };
    for (what, expected, found) in [
        ("issuer", &policy.issuer, certificate.issuer.as_deref()),
        ("e-mail address", &policy.email, email),
        ("repository", &policy.repository, claims.source_repository_uri.as_deref()),
    ] {
        if let Some(expected) = expected
            && found != Some(expected)
        {
            return Err(other(what, expected, found));
        }
    }
    let Some(expected) = &policy.workflow else { return Ok(()) };
    let found = claims.build_config_uri.as_deref();
    let sources = [&claims.source_repository_ref, &claims.source_repository_digest];
    let end = found.and_then(|found| found.strip_prefix(expected.as_str()));
    let is_right = end.is_some_and(|end| {
        sources.iter().any(|source| source.as_deref().is_some_and(|source| source == end))
    });
    if is_right { Ok(()) } else { Err(other("workflow", expected, found)) }
}
