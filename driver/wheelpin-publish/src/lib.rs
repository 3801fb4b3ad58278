//! What speaks with package indexes and forges: identity, upload, preflight, reading back.
//!
//! Nothing here prints or ends the program, and answers of servers are taken for hostile:
//! they are read within limits, and what they say is an error or a fact, never an instruction.

mod distribution;
mod error;
mod forge;
pub mod http;
pub mod identity;
mod index;
pub mod preflight;
mod project;
mod read_back;
mod retry;
mod secret;
mod transient;
mod upload;

pub use distribution::{Distribution, DistributionKind};
pub use error::Error;
pub use forge::{Forge, ForgeFile, ForgeRelease, GITHUB_SERVER, PullRequest};
pub use http::{Http, HttpSettings};
pub use identity::{
    Ambient, Claims, Credentials, IdentityToken, Issuer, Minted, OnSecret, Surroundings,
    TokenSource,
};
pub use index::{Discovery, Index, Limits, Login, normalised};
pub use preflight::{PlannedFile, Point, Preflight};
pub use project::{IndexFile, Project, download, project, versions};
pub use read_back::{Expected, ReadBackSettings, Seen, Verdict, read_back};
pub use secret::Secret;
pub use upload::{
    Anybody, Authorization, Outcome, Upload, UploadEvent, UploadFile, UploadSettings,
};
