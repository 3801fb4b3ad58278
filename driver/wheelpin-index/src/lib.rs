//! An index that keeps the rules of PyPI, for rehearsals and tests: uploads, trusted publishing
//! with an issuer of its own, attestations, what installers read, and a forge for releases.
//!
//! Everything is in memory, on this machine's loopback, and gone when the server is. It errs
//! where it is told to ([`Fault`]) and remembers what it was asked ([`Server::requests`]).
//!
//! # Where it differs from PyPI
//!
//! - Identity tokens are signed with ES256, by a key made at the start: PyPI takes RS256 alone,
//!   whose keys take long to make. Who signs is the one issuer that the server has, whatever
//!   `iss` its tokens name.
//! - Attestations are believed if they were signed through the server's own instance of Sigstore
//!   ([`Server::fulcio_url`], [`Server::rekor_url`], [`Server::trusted_root`]), not the public one.
//! - Files are not scanned, project names are not compared with those of others, and nobody is
//!   sent an e-mail.
//! - The form is read up to a limit, and what the server holds in all is limited
//!   ([`Limits::held_bytes`]).
//! - Messages do not name pages of help.

mod app;
mod authority;
mod clock;
mod debug;
mod error;
mod fault;
mod github;
mod limits;
mod listen;
mod oidc;
mod publisher;
mod read;
mod record;
mod server;
mod settings;
mod sigstore;
mod store;
mod tokens;
mod upload;

pub use authority::{TlsSettings, WrongCertificate};
pub use error::Error;
pub use fault::{Fault, FaultKind};
pub use limits::Limits;
pub use publisher::{Claims, Provider, Publisher};
pub use record::{Field, Request};
pub use server::Server;
pub use settings::{ApiToken, Settings};
