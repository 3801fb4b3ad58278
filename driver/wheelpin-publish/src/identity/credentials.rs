use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use super::mint::LIFE;
use super::{Claims, Endpoints, IdentityToken, Minted, OnSecret, TokenSource};
use super::{audience, endpoints, mint};
use crate::index::Login;
use crate::retry::Attempts;
use crate::{Error, Http, Index, Secret};

/// The user that tokens are the password of.
const TOKEN_USER: &str = "__token__";

/// How long a token must live yet to begin a request with it, unless more is asked for.
const MARGIN: Duration = Duration::from_secs(120);

/// What an index lets us publish with, renewed before it ends.
pub struct Credentials(Kind);

/// The ways to publish.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Way {
    /// A CI system says who we are.
    TrustedPublishing,
    /// A token that somebody made, and could lose: the emergency way.
    Token,
    /// A user of a private index.
    Login,
    /// A private index that asks nobody.
    Anonymous,
}

enum Kind {
    Trusted(Box<Trusted>),
    Token(Secret),
    Login(Login),
    Anonymous,
}

struct Trusted {
    http: Http,
    index: Index,
    source: Arc<dyn TokenSource>,
    on_secret: OnSecret,
    state: Mutex<State>,
}

/// What was learnt and got.
#[derive(Default)]
struct State {
    server: Option<(Endpoints, String)>,
    /// One that is not used yet.
    identity: Option<IdentityToken>,
    claims: Option<Claims>,
    minted: Option<Minted>,
}

impl Credentials {
    /// Trusted publishing: tokens of `index` for identities of `source`. Asks nobody yet.
    /// `on_secret` is told of minted tokens; of identity tokens, the source tells.
    #[must_use]
    pub fn trusted(
        http: Http,
        index: Index,
        source: Arc<dyn TokenSource>,
        on_secret: OnSecret,
    ) -> Self {
        let state = Mutex::default();
        Self(Kind::Trusted(Box::new(Trusted { http, index, source, on_secret, state })))
    }

    /// A token that somebody made, from a variable of the environment.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if it can be none, or none of this index. The error does not repeat it.
    pub fn token(index: &Index, token: &Secret) -> Result<Self, Error> {
        let token = token.expose().trim();
        let wrong = |reason| Error::Token { index: index.title.clone(), reason };
        if token.is_empty() {
            return Err(wrong("it is empty"));
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(wrong("it holds spaces or other letters that no token has"));
        }
        // Warehouse's tokens begin so, on each of its indexes.
        if index.is_known() && !token.starts_with("pypi-") {
            return Err(wrong("it does not begin with pypi-, as its API tokens do"));
        }
        Ok(Self(Kind::Token(Secret::new(token))))
    }

    /// A user of a private index.
    #[must_use]
    pub fn login(login: Login) -> Self {
        Self(Kind::Login(login))
    }

    /// For an index that asks nobody.
    #[must_use]
    pub fn anonymous() -> Self {
        Self(Kind::Anonymous)
    }

    /// The way.
    #[must_use]
    pub fn way(&self) -> Way {
        match &self.0 {
            Kind::Trusted(_) => Way::TrustedPublishing,
            Kind::Token(_) => Way::Token,
            Kind::Login(_) => Way::Login,
            Kind::Anonymous => Way::Anonymous,
        }
    }

    /// User and password for a request that begins now and takes at most two minutes.
    ///
    /// # Errors
    ///
    /// As [`Credentials::authorization_for`].
    pub async fn authorization(&self) -> Result<(String, Secret), Error> {
        self.authorization_for(MARGIN).await
    }

    /// User and password for a request that begins now and takes that long. A token that would
    /// end before is renewed where that can be, else used as long as it lives.
    ///
    /// # Errors
    ///
    /// [`Error::NoIdentity`] if nobody says who we are, [`Error::Expired`] if the token is over
    /// and can be had only once; those of the token's source and of [`mint`].
    pub async fn authorization_for(&self, needed: Duration) -> Result<(String, Secret), Error> {
        match &self.0 {
            Kind::Trusted(trusted) => {
                let token = trusted.token(needed).await?;
                Ok((TOKEN_USER.into(), token))
            }
            Kind::Token(token) => Ok((TOKEN_USER.into(), token.clone())),
            Kind::Login(login) => Ok((login.user.clone(), login.password.clone())),
            Kind::Anonymous => Ok((String::new(), Secret::new(""))),
        }
    }

    /// What the identity says. Nothing is minted; where an identity can be had once, it is kept
    /// for that. None where it is no identity that publishes.
    ///
    /// # Errors
    ///
    /// [`Error::NoIdentity`] if nobody says who we are; those of the token's source, and of
    /// asking the index for its audience.
    pub async fn claims(&self) -> Result<Option<Claims>, Error> {
        let Kind::Trusted(trusted) = &self.0 else { return Ok(None) };
        let mut state = trusted.state.lock().await;
        if state.claims.is_none() {
            let identity = trusted.identity(&mut state).await?;
            // Others are old before they are needed.
            if !trusted.source.renewable() {
                state.identity = Some(identity);
            }
        }
        Ok(state.claims.clone())
    }

    /// Forgets the minted token, which the index does not take any more; the next is a new one.
    pub async fn invalidate(&self) {
        if let Kind::Trusted(trusted) = &self.0 {
            trusted.state.lock().await.minted = None;
        }
    }

    /// As [`Credentials::invalidate`], if `token` is the one that would be used next: several
    /// requests may have been refused for the same, and another is there already.
    pub async fn invalidate_token(&self, token: &Secret) {
        if let Kind::Trusted(trusted) = &self.0 {
            let mut state = trusted.state.lock().await;
            if state.minted.as_ref().is_some_and(|minted| minted.token == *token) {
                state.minted = None;
            }
        }
    }

    /// How long the minted token lives yet; none if nothing is minted, or nothing ends.
    pub async fn remaining(&self) -> Option<Duration> {
        let Kind::Trusted(trusted) = &self.0 else { return None };
        trusted.state.lock().await.minted.as_ref().map(Minted::remaining)
    }

    /// Whether new tokens can be had as often as they are needed.
    #[must_use]
    pub fn renewable(&self) -> bool {
        match &self.0 {
            Kind::Trusted(trusted) => trusted.source.renewable(),
            Kind::Token(_) | Kind::Login(_) | Kind::Anonymous => true,
        }
    }

    /// Refuses what takes longer than the one token that can be had lives.
    ///
    /// # Errors
    ///
    /// [`Error::TooLong`].
    pub async fn fits(&self, estimate: Duration) -> Result<(), Error> {
        let Kind::Trusted(trusted) = &self.0 else { return Ok(()) };
        if trusted.source.renewable() {
            return Ok(());
        }
        let life = self.remaining().await.unwrap_or(LIFE);
        if estimate <= life {
            return Ok(());
        }
        Err(Error::TooLong {
            provider: trusted.source.name(),
            estimate: estimate.as_secs().div_ceil(60),
            life: life.as_secs() / 60,
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Credentials").field(&self.way()).finish()
    }
}

impl Trusted {
    /// A token that lives that long, if there can be one; else one that lives.
    async fn token(&self, needed: Duration) -> Result<Secret, Error> {
        // Held until it is there, so that parallel uploads do not each mint one.
        let mut state = self.state.lock().await;
        let left = state.minted.as_ref().map(Minted::remaining);
        let is_enough = left.is_some_and(|left| left > needed);
        let is_all = left.is_some() && !self.source.renewable();
        if !is_enough && !is_all {
            match self.mint(&mut state).await {
                Ok(minted) => state.minted = Some(minted),
                // The one there is may do.
                Err(_) if left.is_some_and(|left| !left.is_zero()) => {}
                Err(error) => return Err(error),
            }
        }
        match &state.minted {
            Some(minted) if !minted.remaining().is_zero() => Ok(minted.token.clone()),
            _ => Err(Error::Expired { provider: self.source.name() }),
        }
    }

    /// An identity token for the index: the one that is kept, or a new one.
    async fn identity(&self, state: &mut State) -> Result<IdentityToken, Error> {
        if let Some(identity) = state.identity.take() {
            return Ok(identity);
        }
        if state.server.is_none() {
            let endpoints = endpoints(&self.http, &self.index).await?;
            let audience = audience(&self.http, &self.index, &endpoints).await?;
            state.server = Some((endpoints, audience));
        }
        let audience = state.server.as_ref().map(|(_, audience)| audience.as_str());
        let identity = self.source.token(audience.unwrap_or_default()).await?;
        let identity = identity.ok_or_else(|| self.no_identity())?;
        state.claims = Some(identity.claims().clone());
        Ok(identity)
    }

    async fn mint(&self, state: &mut State) -> Result<Minted, Error> {
        let mut attempts = Attempts::default();
        loop {
            match self.mint_once(state).await {
                Ok(minted) => return Ok(minted),
                Err(error) => attempts.next(error).await?,
            }
        }
    }

    async fn mint_once(&self, state: &mut State) -> Result<Minted, Error> {
        let identity = self.identity(state).await?;
        let Some((endpoints, _)) = &state.server else { return Err(self.no_identity()) };
        let minted = mint(&self.http, &self.index, endpoints, &identity).await;
        if let Ok(minted) = &minted {
            self.on_secret.call(&minted.token);
        } else if !self.source.renewable() {
            // It may not have come to be used.
            state.identity = Some(identity);
        }
        minted
    }

    fn no_identity(&self) -> Error {
        Error::NoIdentity { index: self.index.title.clone() }
    }
}
