//! Identities: an issuer of the form of GitHub's, and what PyPI makes of its tokens
//! (warehouse, `warehouse/oidc/`, August 2026).

mod issuer;
mod jwt;
mod mint;

pub(crate) use issuer::{Issuer, router as issuer_router};
pub(crate) use mint::router as mint_router;
