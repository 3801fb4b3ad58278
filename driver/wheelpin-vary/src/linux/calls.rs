use std::collections::BTreeMap;

use nix::libc;
use seccompiler::{SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};

use crate::Another;

/// A call whose answer is changed, with the address that the answer is written to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Call {
    /// `clock_gettime` of the time of day: seconds at the address.
    Clock(u64),
    /// `gettimeofday`: seconds at the address, if it is not 0.
    TimeOfDay(u64),
    /// `time` (x86_64): seconds as the result, and at the address, if it is not 0.
    Time(u64),
    /// `sched_getaffinity`: one bit per processor at the address.
    Affinity(u64),
    /// `uname`: names of 65 bytes each at the address.
    Names(u64),
    /// `getdents64`: entries of a directory at the address.
    Entries(u64),
}

/// Clocks that tell the time of day: `CLOCK_REALTIME`, `CLOCK_REALTIME_COARSE`, `CLOCK_TAI`.
const DAY: [libc::clockid_t; 3] =
    [libc::CLOCK_REALTIME, libc::CLOCK_REALTIME_COARSE, libc::CLOCK_TAI];

#[cfg(target_arch = "x86_64")]
const TIME: Option<i64> = Some(libc::SYS_time);
#[cfg(target_arch = "aarch64")]
const TIME: Option<i64> = None;

impl Call {
    /// What a stopped call is; none where its answer stays as it is.
    pub(super) fn of(number: i64, arguments: [u64; 3]) -> Option<Self> {
        match number {
            libc::SYS_clock_gettime => Some(Self::Clock(arguments[1])),
            libc::SYS_gettimeofday => Some(Self::TimeOfDay(arguments[0])),
            libc::SYS_sched_getaffinity => Some(Self::Affinity(arguments[2])),
            libc::SYS_uname => Some(Self::Names(arguments[0])),
            libc::SYS_getdents64 => Some(Self::Entries(arguments[1])),
            number if Some(number) == TIME => Some(Self::Time(arguments[0])),
            _ => None,
        }
    }
}

/// Calls to stop at, with the conditions under which.
///
/// # Errors
///
/// What the library says of a condition; there is none that it does not know.
pub(super) fn stops(
    another: &Another,
) -> Result<BTreeMap<i64, Vec<SeccompRule>>, seccompiler::BackendError> {
    let mut stops = BTreeMap::new();
    if another.clock != 0 {
        let mut rules = Vec::new();
        for clock in DAY {
            let is_it = SeccompCondition::new(
                0,
                SeccompCmpArgLen::Dword,
                SeccompCmpOp::Eq,
                u64::from(clock.unsigned_abs()),
            )?;
            rules.push(SeccompRule::new(vec![is_it])?);
        }
        stops.insert(libc::SYS_clock_gettime, rules);
        stops.insert(libc::SYS_gettimeofday, Vec::new());
        stops.extend(TIME.map(|number| (number, Vec::new())));
    }
    if another.processors != 0 {
        stops.insert(libc::SYS_sched_getaffinity, Vec::new());
    }
    if another.name.is_some() {
        stops.insert(libc::SYS_uname, Vec::new());
    }
    if another.order.is_some() {
        stops.insert(libc::SYS_getdents64, Vec::new());
    }
    Ok(stops)
}
