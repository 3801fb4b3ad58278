//! Attestations of published files: PEP 740, signed through Sigstore.
//!
//! A [`Statement`] says what is attested of a file. A [`Signer`] has Fulcio vouch for who says
//! it, signs, and has Rekor's log record it; the [`Attestation`] that comes of it is what an
//! index takes beside the file. [`verify`] finds out whether one is about a file, unchanged,
//! and signed by whom it should be.
//!
//! Nothing here prints, reads the environment or ends the program. Cryptography is ring's.

mod attestation;
mod client;
mod crypto;
mod error;
mod file;
mod flake_lock;
mod policy;
mod predicate;
mod services;
mod signer;
mod statement;
mod token;
mod trust_root;
mod verify;

pub use attestation::Attestation;
pub use crypto::install;
pub use error::{Error, Service};
pub use file::{path_of, read, write};
pub use flake_lock::flake_inputs;
pub use policy::Policy;
pub use predicate::{BUILD_TYPE, Material, Provenance};
pub use services::Services;
pub use signer::Signer;
pub use statement::{Kind, Statement};
pub use trust_root::TrustRoot;
pub use verify::{Verified, verify};
