//! Runs a program, and all that it starts, on a machine that seems another one: with another clock,
//! another number of processors, another name, and directories listed in another order.
//!
//! Programs cannot tell, static ones neither: their system calls are answered otherwise. A filter
//! (seccomp) stops them at the few calls that matter, and a tracer (ptrace) changes what comes back;
//! all other calls run at full speed. So a build can be repeated as if on another machine without
//! a change to the build, and without another machine.
//!
//! Only for Linux, on x86_64 and aarch64; no rights are needed but those to trace one's own
//! processes.

mod settings;

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod linux;
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod other;

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub use linux::{enter, is_root, trace};
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub use other::{enter, is_root, trace};
pub use settings::{Another, Error};
