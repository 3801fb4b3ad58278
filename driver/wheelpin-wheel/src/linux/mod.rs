//! What file names of Linux promise of a system, and what binaries need of one: policies
//! of manylinux, musllinux and Android, read as auditwheel 6.8.2 reads them.

mod broken;
mod kept;
mod libc;
mod libraries;
mod needs;
mod policies;
mod promise;

pub(crate) use broken::broken;
pub(crate) use kept::{Kept, NeedKind};
pub(crate) use libraries::directories;
pub(crate) use needs::kept;
pub(crate) use policies::{Family, forbidden_name};
pub(crate) use promise::{Linux, Promise};

use policies::{Level, Needs};
