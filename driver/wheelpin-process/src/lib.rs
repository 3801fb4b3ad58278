//! The one place that starts processes: each in a group of its own, with a time limit,
//! and ended when somebody asks to stop; but for [`output`], [`start`] and [`become_program`],
//! whose programs have this one's input or all of its streams, and its group.

mod inherited;
mod interrupt;
mod process;

#[cfg(unix)]
pub use inherited::become_program;
pub use inherited::{output, start};
pub use interrupt::{Interrupt, Stop};
pub use process::{Call, Finished, follow, run};
