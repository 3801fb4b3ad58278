use std::io;

use nix::sys::ptrace;
use nix::sys::signal::{Signal, raise};
use nix::unistd::{Gid, Uid, setgid, setgroups, setuid};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};
use wheelpin_process::{Call, become_program};

use super::calls::stops;
use crate::{Another, Error};

/// Becomes a program on another machine. The process must have been started by one that goes on
/// with [`trace`](crate::trace); it comes back only if that fails.
#[must_use]
pub fn enter(another: &Another, call: &Call) -> Error {
    match prepare(another) {
        Ok(()) => {}
        Err(error) => return error,
    }
    Error::Refused { what: "start the program", source: become_program(call) }
}

fn prepare(another: &Another) -> Result<(), Error> {
    let refused = |what| move |errno: nix::Error| Error::Refused { what, source: errno.into() };
    ptrace::traceme().map_err(refused("be traced"))?;
    // Until the tracer has said what it wants to know of.
    raise(Signal::SIGSTOP).map_err(refused("stop for the tracer"))?;
    let filter = filter(another).map_err(|error| Error::Refused {
        what: "make a filter",
        source: io::Error::other(error),
    })?;
    if let Some((user, group)) = another.user {
        setgroups(&[]).map_err(refused("leave groups"))?;
        setgid(Gid::from_raw(group)).map_err(refused("become another group"))?;
        setuid(Uid::from_raw(user)).map_err(refused("become another user"))?;
    }
    if !filter.is_empty() {
        apply_filter(&filter).map_err(|error| Error::Refused {
            what: "filter system calls",
            source: io::Error::other(error),
        })?;
    }
    Ok(())
}

/// Stops at the calls that matter; all others go on.
fn filter(another: &Another) -> Result<BpfProgram, seccompiler::BackendError> {
    let stops = stops(another)?;
    if stops.is_empty() {
        return Ok(Vec::new());
    }
    let arch = std::env::consts::ARCH.try_into()?;
    SeccompFilter::new(stops, SeccompAction::Allow, SeccompAction::Trace(0), arch)?.try_into()
}
