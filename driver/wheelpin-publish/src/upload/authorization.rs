use crate::identity::Way;
use crate::{Credentials, Error, Secret};

/// Who sends files: a user and a secret, which may be another one later.
pub trait Authorization: Sync {
    /// What to send now; none where the index asks for none.
    ///
    /// # Errors
    ///
    /// Why there is nothing to send.
    fn authorization(&self)
    -> impl Future<Output = Result<Option<(String, Secret)>, Error>> + Send;

    /// After an index refused a secret: whether [`Authorization::authorization`] gives another
    /// one now. Several files may have been refused for the same.
    ///
    /// # Errors
    ///
    /// Why there is no other, where there should be.
    fn renewed(&self, refused: &Secret) -> impl Future<Output = Result<bool, Error>> + Send;
}

/// No credentials at all, for indexes that take files from anybody.
#[derive(Clone, Copy, Debug)]
pub struct Anybody;

impl Authorization for Anybody {
    async fn authorization(&self) -> Result<Option<(String, Secret)>, Error> {
        Ok(None)
    }

    async fn renewed(&self, _: &Secret) -> Result<bool, Error> {
        Ok(false)
    }
}

/// A user and a secret that stay as they are.
impl Authorization for (String, Secret) {
    async fn authorization(&self) -> Result<Option<(String, Secret)>, Error> {
        Ok(Some(self.clone()))
    }

    async fn renewed(&self, _: &Secret) -> Result<bool, Error> {
        Ok(false)
    }
}

/// A token is renewed before its end, and where an index refuses it; those that CI systems give
/// only once are not.
impl Authorization for Credentials {
    async fn authorization(&self) -> Result<Option<(String, Secret)>, Error> {
        match self.way() {
            Way::Anonymous => Ok(None),
            _ => self.authorization().await.map(Some),
        }
    }

    async fn renewed(&self, refused: &Secret) -> Result<bool, Error> {
        if self.way() != Way::TrustedPublishing || !self.renewable() {
            return Ok(false);
        }
        self.invalidate_token(refused).await;
        self.authorization().await.map(|(_, secret)| secret != *refused)
    }
}
