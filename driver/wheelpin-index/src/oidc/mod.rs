//! Identities: an issuer of the form of GitHub's, and what PyPI makes of its tokens
//! (warehouse, `warehouse/oidc/`, August 2026).

mod issuer;
mod jwt;
mod mint;

pub(crate) use issuer::{Issuer, router as issuer_router};
pub(crate) use mint::router as mint_router;

use crate::app::App;
use crate::publisher::Claims;

/// What a token says that was given out here for that audience and is of now.
pub(crate) fn verified(app: &App, token: &str, audience: &str) -> Option<Claims> {
    let now = app.clock.now();
    app.issuer.verify(token).filter(|claims| jwt::are_valid(claims, audience, now))
}
