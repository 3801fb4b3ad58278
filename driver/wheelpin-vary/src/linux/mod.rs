//! The tracer and what runs below it.

mod calls;
mod enter;
mod memory;
mod registers;
mod shuffle;
mod trace;

pub use enter::enter;
pub use trace::trace;

/// Whether this process may become another user.
#[must_use]
pub fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}
