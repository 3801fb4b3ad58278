//! What a release costs in minutes and money: before, by the workflows that a project had, and
//! after, by those of `wheelpin init`.
//!
//! Everything is pure: workflows, runs, manifests and settings in, a [`Bill`] out. A number is
//! measured, assumed by somebody who is named, or not there; [`Basis`] says which.
//!
//! ```
//! use wheelpin_cost::{Settings, bill, read_runs};
//!
//! let run = br#"{"jobs": [{"name": "build (ubuntu-24.04)", "conclusion": "success",
//!   "startedAt": "2026-11-01T10:00:00Z", "completedAt": "2026-11-01T10:01:01Z"}]}"#;
//! let release = read_runs("run.json", run, &[])?;
//! let bill = bill(&[release], &Settings::default());
//! assert_eq!(bill.minutes, 2.0);
//! # Ok::<(), wheelpin_cost::Error>(())
//! ```

mod basis;
mod bill;
mod error;
mod generated;
mod job;
mod minutes;
mod money;
mod prices;
mod runs;
mod settings;
mod workflows;

pub use basis::{Basis, Time};
pub use bill::{Bill, BilledJob, bill};
pub use error::Error;
pub use generated::generated;
pub use job::{Group, Job, Release};
pub use minutes::Minutes;
pub use money::Price;
pub use prices::{PRICES, Priced, Row, SOURCE, price_of};
pub use runs::read_runs;
pub use settings::{Before, Settings, Visibility};
pub use workflows::{assume, workflows};
