//! Who publishes: identity tokens of CI systems (OpenID Connect), and what an index gives for them.

mod ambient;
mod claims;
mod credentials;
mod endpoints;
mod explain;
mod google;
mod issuer;
mod mint;
mod provider;

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;

pub use self::ambient::{Ambient, Surroundings};
pub use self::claims::Claims;
pub use self::credentials::{Credentials, Way};
pub use self::endpoints::{Endpoints, audience, endpoints};
pub use self::issuer::Issuer;
pub use self::mint::{Minted, mint};
pub use self::provider::Provider;

use crate::{Error, Secret};

/// Somebody who can say who we are.
pub trait TokenSource: Send + Sync {
    /// What it is called: `GitHub Actions`.
    fn name(&self) -> String;

    /// Asks for a token for `audience`; none if there is nobody to ask, as on a laptop.
    ///
    /// # Errors
    ///
    /// If there is somebody, who gives none.
    fn token<'a>(
        &'a self,
        audience: &'a str,
    ) -> BoxFuture<'a, Result<Option<IdentityToken>, Error>>;

    /// Whether asking again gives another token. Indexes take each only once.
    fn renewable(&self) -> bool;
}

/// Called with every secret as soon as it is there, so that a CI system can be told to mask it
/// in logs before anything else is printed.
#[derive(Clone)]
pub struct OnSecret(Arc<dyn Fn(&Secret) + Send + Sync>);

impl OnSecret {
    /// Calls that.
    pub fn new(callback: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        Self(Arc::new(callback))
    }

    /// Calls nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::new(|_| {})
    }

    /// Tells of a secret.
    pub fn call(&self, secret: &Secret) {
        (self.0)(secret);
    }
}

impl fmt::Debug for OnSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OnSecret")
    }
}

/// A token that says who we are, and what it says. Its signature is for others to verify.
#[derive(Clone, Debug)]
pub struct IdentityToken {
    secret: Secret,
    claims: Claims,
}

impl IdentityToken {
    /// Reads a JSON Web Token.
    ///
    /// # Errors
    ///
    /// [`Error::IdentityToken`] if it is none. The error does not repeat it.
    pub fn new(secret: Secret) -> Result<Self, Error> {
        let claims = Claims::parse(secret.expose())?;
        Ok(Self { secret, claims })
    }

    /// The token itself.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// What it says, unverified.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }
}
