//! The one place that starts processes: each in a group of its own, with a time limit,
//! and ended when somebody asks to stop.

mod interrupt;
mod process;

pub use interrupt::{Interrupt, Stop};
pub use process::{Call, Finished, follow, run};
