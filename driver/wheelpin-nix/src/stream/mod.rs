//! What Nix tells while it builds: the stream on stderr with
//! `--log-format internal-json`.
//!
//! Bytes become lines in [`Parser`], lines become [`Event`]s in [`BuildState`],
//! and consumers draw the events. The format is described nowhere but in Nix's
//! source (`src/libutil/logging.cc`); what is said here holds from Nix 2.8 to
//! 2.35, and for Lix and Determinate Nix. Everything in it may come from a
//! hostile builder.

mod cargo;
mod event;
mod excerpt;
mod failure;
mod level;
mod parser;
mod problem;
mod record;
mod state;
mod tail;

pub use event::Event;
pub use excerpt::excerpt;
pub use failure::FailureReason;
pub use level::Level;
pub use parser::{LINE_LIMIT, Line, Parser};
pub(crate) use problem::NETWORK;
pub use problem::Problem;
pub use record::{Activity, Field, Record, ResultKind};
pub use state::BuildState;
