use std::fmt;
use std::path::PathBuf;

use miette::Diagnostic;

/// One of Sigstore's services.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Service {
    /// The authority that gives certificates to identities.
    Fulcio,
    /// The log of signatures.
    Rekor,
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Fulcio => "Fulcio",
            Self::Rekor => "Rekor",
        })
    }
}

/// Why a file was not attested, or an attestation is not believed. Messages read after
/// "failed to"; none holds a token.
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A file that cannot be attested.
    #[error("attest {file:?}: {reason}")]
    #[diagnostic(help(
        "give the file name of a distribution and its SHA-256, 64 hexadecimal digits"
    ))]
    Subject {
        /// The file name.
        file: String,
        /// What is wrong.
        reason: &'static str,
    },

    /// A lock file says nothing of what was built with.
    #[error("read which inputs the flake has: {reason}")]
    #[diagnostic(help("write the lock file anew: nix flake lock"))]
    FlakeLock {
        /// What is wrong with it.
        reason: String,
    },

    /// What should be an identity token is none.
    #[error("read the identity token for Sigstore: {reason}")]
    #[diagnostic(help("look what the CI system gives: a JSON Web Token begins with eyJ"))]
    Token {
        /// What is wrong with it.
        reason: &'static str,
    },

    /// The identity token is over.
    #[error("sign attestations: the identity token for Sigstore is over")]
    #[diagnostic(help(
        "run the job again; where an identity can be had only once per job, attest before what takes long"
    ))]
    Expired,

    /// Sigstore does not want to.
    #[error("sign attestations: {service} answers {status} {message}")]
    #[diagnostic(help("{}", match service {
        Service::Fulcio => "the identity token must be for the audience sigstore, not over, and of an issuer that \
            Sigstore knows, such as GitHub Actions (permissions: id-token: write), GitLab (id_tokens with \
            aud: sigstore) or Google; or publish without attestations",
        Service::Rekor => "look at Sigstore's status; a newer wheelpin may know a newer log; or publish without \
            attestations",
    }))]
    Refused {
        /// Who refuses.
        service: Service,
        /// The HTTP status.
        status: u16,
        /// What it says, as one line.
        message: String,
    },

    /// Sigstore does not answer, or not as it should.
    #[error("sign attestations: {service} {reason}")]
    #[diagnostic(help(
        "nothing was published: look at Sigstore's status and type the same again later, or publish without \
         attestations, which can never be added to a file afterwards"
    ))]
    Unreachable {
        /// Who does not answer.
        service: Service,
        /// What happened, as one line.
        reason: String,
    },

    /// The services that are built in cannot be used any more.
    #[error("sign attestations: {reason}")]
    #[diagnostic(help("use a newer wheelpin, or publish without attestations"))]
    Instance {
        /// Why not.
        reason: String,
    },

    /// No key, or no signature, could be made.
    #[error("sign attestations: {reason}")]
    #[diagnostic(help(
        "the system has to give random numbers: look whether /dev/urandom can be read"
    ))]
    Key {
        /// What the library says.
        reason: String,
    },

    /// Whom to trust cannot be read.
    #[error("read the trusted root: {reason}")]
    #[diagnostic(help("give a trusted root of Sigstore as JSON, version 0.1"))]
    TrustRoot {
        /// What is wrong with it.
        reason: String,
    },

    /// What should be an attestation is none.
    #[error("read an attestation: {reason}")]
    #[diagnostic(help("an attestation is JSON as PEP 740 has it; write it anew"))]
    Malformed {
        /// What is wrong with it.
        reason: String,
    },

    /// An attestation of something else.
    #[error("verify the attestation of {file}: it is about {found}")]
    #[diagnostic(help("the file or the attestation was changed or swapped: attest this file"))]
    OtherFile {
        /// The file.
        file: String,
        /// What the attestation is about.
        found: String,
    },

    /// An attestation by somebody else.
    #[error("verify the attestation of {file}: its {what} is {found}, not {expected}")]
    #[diagnostic(help("attest from the workflow that is to publish it"))]
    OtherSigner {
        /// The file.
        file: String,
        /// Which claim of the certificate.
        what: &'static str,
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },

    /// An attestation that is not to be believed.
    #[error("verify the attestation of {file}: {reason}")]
    #[diagnostic(help(
        "the attestation was changed, or comes from elsewhere: attest the file anew"
    ))]
    Invalid {
        /// The file.
        file: String,
        /// Why not, as one line.
        reason: String,
    },

    /// A file cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("see that the file is there and can be read"))]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },

    /// A file cannot be written.
    #[error("write {}", path.display())]
    #[diagnostic(help(
        "see that the directory is there and can be written to, and that there is room"
    ))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl Error {
    /// Whether the same may succeed later: Sigstore does not answer, or is overloaded.
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(self, Self::Unreachable { .. })
    }
}

/// Most letters of a message that come from elsewhere.
const QUOTED: usize = 400;

/// Text from elsewhere as one line that is fit for a terminal: no control characters, none
/// that turn text around, at most 400 letters.
pub(crate) fn line(text: &str) -> String {
    let shown = |letter: &char| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(shown)
        .collect();
    let mut line: String = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(QUOTED) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_text_is_one_line_without_control_characters() {
        assert_eq!(line(" a\u{1b}[31m\r\nb\u{202e}  c\t"), "a [31m b c");
        assert_eq!(line(&"é".repeat(500)).chars().count(), 401);
    }

    #[test]
    fn only_what_does_not_answer_passes() {
        let unreachable = Error::Unreachable { service: Service::Rekor, reason: String::new() };
        assert!(unreachable.passes());
        let refused =
            Error::Refused { service: Service::Fulcio, status: 400, message: String::new() };
        assert!(!refused.passes() && !Error::Expired.passes());
    }
}
