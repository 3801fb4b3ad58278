//! Wheels run in the Pythons of a machine: which Pythons there are, which wheel runs in
//! which, and what came of it.
//!
//! What runs where is decided by pure functions ([`matrix`]). The tests themselves are done
//! by a program in Python, `harness/`, that needs nothing of this crate: the Nix library
//! runs the same one. Nothing here prints or reads the environment.

mod candidates;
mod elf;
mod emulator;
mod error;
mod facts;
mod find;
mod fit;
mod harness;
mod matrix;
mod pip;
mod platform;
mod python_name;
mod settings;
mod trial;
mod trials;
mod wheel_file;

pub use candidates::{Candidate, Places};
pub use error::Error;
pub use facts::{Facts, Libc, Pip};
pub use find::{Broken, Found, Interpreter, find};
pub use matrix::{NotRun, Obstacle, Row, Run, matrix};
pub use platform::{Os, Platform};
pub use python_name::{Implementation, PythonName};
pub use settings::Settings;
pub use trial::{Answer, Outcome, Skipped, Trial};
pub use trials::{Bench, TestEvent, run_all};
pub use wheel_file::WheelFile;
