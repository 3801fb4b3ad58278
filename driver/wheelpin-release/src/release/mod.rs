//! From commits and the versions there are to the next version.

mod next;
mod taken;
mod tally;

pub use next::{Known, Next, Wanted, check, next};
pub use taken::{Holder, Taken};
pub use tally::{Entry, Tally};
