use std::fmt;
use std::sync::Arc;

use sigstore_trust_root::{SIGSTORE_PRODUCTION_TRUSTED_ROOT, TrustedRoot};
use sigstore_verify::Verifier;

use crate::error::line;
use crate::{Error, install};

/// Most bytes of a trusted root. Sigstore's has 7 kB.
const LARGEST: usize = 1 << 20;

/// Whose certificates and which logs are trusted.
#[derive(Clone)]
pub struct TrustRoot(Arc<Verifier>);

impl fmt::Debug for TrustRoot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TrustRoot").finish_non_exhaustive()
    }
}

impl TrustRoot {
    /// Sigstore's public instance, as it was when this was built.
    ///
    /// # Errors
    ///
    /// [`Error::TrustRoot`] if it cannot be used any more.
    pub fn production() -> Result<Self, Error> {
        Self::from_json(SIGSTORE_PRODUCTION_TRUSTED_ROOT)
    }

    /// Reads a trusted root (Sigstore's `trusted_root.json`, version 0.1).
    ///
    /// # Errors
    ///
    /// [`Error::TrustRoot`] if it is none.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        install();
        if json.len() > LARGEST {
            return Err(Error::TrustRoot { reason: format!("it has more than {LARGEST} bytes") });
        }
        let wrong = |reason: String| Error::TrustRoot { reason: line(&reason) };
        let root = TrustedRoot::from_json(json).map_err(|error| wrong(error.to_string()))?;
        let verifier = Verifier::new(&root).map_err(|error| wrong(error.to_string()))?;
        Ok(Self(Arc::new(verifier)))
    }

    pub(crate) fn verifier(&self) -> &Verifier {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trusted_root_within_can_be_used() {
        TrustRoot::production().unwrap();
    }

    #[test]
    fn what_is_no_trusted_root_is_refused() {
        for json in ["", "{}", "[]", r#"{"mediaType":"","tlogs":[{}]}"#, &" ".repeat(LARGEST + 1)] {
            let read = TrustRoot::from_json(json);
            assert!(matches!(read, Err(Error::TrustRoot { .. })), "{json:.40}");
        }
    }
}
