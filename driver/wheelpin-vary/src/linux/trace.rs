use std::collections::{HashMap, HashSet};
use std::process::Child;

use nix::libc;
use nix::sys::ptrace::{self, Event, Options};
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::calls::Call;
use super::{memory, registers, shuffle};
use crate::{Another, Error};

/// Follows a child that calls [`enter`](crate::enter), and all that it starts, to the child's end;
/// gives its exit code, or 128 and the signal that ended it. What is left then is killed. Must be
/// called by the thread that started the child.
///
/// # Errors
///
/// That the system does not let it trace.
pub fn trace(child: Child, another: &Another) -> Result<i32, Error> {
    let refused = |what| move |errno: nix::Error| Error::Refused { what, source: errno.into() };
    let main = Pid::from_raw(child.id().cast_signed());
    match waitpid(main, None).map_err(refused("wait for the program"))? {
        WaitStatus::Stopped(..) => {}
        WaitStatus::Exited(_, code) => return Ok(code),
        status => return Ok(status_of(status)),
    }
    let options = Options::PTRACE_O_EXITKILL
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACESECCOMP
        | Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACEVFORK;
    ptrace::setoptions(main, options).map_err(refused("trace the program"))?;
    ptrace::cont(main, None).map_err(refused("trace the program"))?;
    Tracer { another, known: HashSet::from([main]), called: HashMap::new(), directories: 0 }
        .run(main)
        .map_err(refused("trace the program"))
}

fn status_of(status: WaitStatus) -> i32 {
    match status {
        WaitStatus::Exited(_, code) => code,
        WaitStatus::Signaled(_, signal, _) => 128 + signal as i32,
        _ => 1,
    }
}

struct Tracer<'a> {
    another: &'a Another,
    /// Threads that were seen: the first stop of a new one is none of its own.
    known: HashSet<Pid>,
    /// Calls that have not come back.
    called: HashMap<Pid, Call>,
    /// How many lists of entries were shuffled.
    directories: u64,
}

impl Tracer<'_> {
    fn run(mut self, main: Pid) -> nix::Result<i32> {
        loop {
            let status = match waitpid(None, Some(WaitPidFlag::__WALL)) {
                Err(nix::Error::EINTR) => continue,
                status => status?,
            };
            // A thread may be gone by the time it is looked at; then the next status says so.
            let gone = match status {
                WaitStatus::Exited(pid, _) | WaitStatus::Signaled(pid, ..) => {
                    if pid == main {
                        return Ok(status_of(status));
                    }
                    self.known.remove(&pid);
                    self.called.remove(&pid);
                    Ok(())
                }
                WaitStatus::Stopped(pid, signal) => {
                    let is_first = self.known.insert(pid) && signal == Signal::SIGSTOP;
                    ptrace::cont(pid, (!is_first).then_some(signal))
                }
                WaitStatus::PtraceEvent(pid, _, event) => self.event(pid, event),
                WaitStatus::PtraceSyscall(pid) => self.came_back(pid),
                _ => Ok(()),
            };
            match gone {
                Ok(()) | Err(nix::Error::ESRCH) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn event(&mut self, pid: Pid, event: libc::c_int) -> nix::Result<()> {
        if event == Event::PTRACE_EVENT_SECCOMP as i32 {
            let stopped = registers::read(pid)?;
            if let Some(call) = Call::of(stopped.number, stopped.arguments) {
                self.called.insert(pid, call);
                // On to where it comes back.
                return ptrace::syscall(pid, None);
            }
        } else if event == Event::PTRACE_EVENT_EXEC as i32 {
            self.called.remove(&pid);
            if self.another.clock != 0 {
                // A program of 32 bits has none where it is looked for, and sees the real time.
                let _ = hide_vdso(pid);
            }
        }
        ptrace::cont(pid, None)
    }

    fn came_back(&mut self, pid: Pid) -> nix::Result<()> {
        if let Some(call) = self.called.remove(&pid) {
            let result = registers::read(pid)?.result;
            if result >= 0 {
                // Memory that the call could write to can be written to here, too; a thread that is
                // gone meanwhile needs no answer.
                let _ = self.change(pid, call, result);
            }
        }
        ptrace::cont(pid, None)
    }

    fn change(&mut self, pid: Pid, call: Call, result: i64) -> nix::Result<()> {
        match call {
            Call::Clock(0) | Call::TimeOfDay(0) => Ok(()),
            Call::Clock(address) | Call::TimeOfDay(address) => self.later(pid, address),
            Call::Time(address) => {
                if address != 0 {
                    self.later(pid, address)?;
                }
                registers::set_result(pid, result.saturating_add(self.another.clock))
            }
            Call::Affinity(address) => {
                let Ok(length) = usize::try_from(result) else { return Ok(()) };
                let mut mask = memory::read(pid, address, length)?;
                add_processors(&mut mask, self.another.processors);
                memory::write(pid, address, &mask)
            }
            Call::Names(address) => self.rename(pid, address),
            Call::Entries(address) => {
                let (Ok(length), Some(seed)) = (usize::try_from(result), self.another.order) else {
                    return Ok(());
                };
                if length == 0 {
                    return Ok(());
                }
                self.directories = self.directories.wrapping_add(1);
                let entries = memory::read(pid, address, length)?;
                let shuffled = shuffle::shuffle(&entries, seed.wrapping_add(self.directories));
                memory::write(pid, address, &shuffled)
            }
        }
    }

    fn later(&self, pid: Pid, address: u64) -> nix::Result<()> {
        let seconds = memory::read_word(pid, address)?.cast_signed();
        let later = seconds.saturating_add(self.another.clock);
        memory::write(pid, address, &later.to_ne_bytes())
    }

    /// Changes node name and release in a `struct utsname`: its names are 65 bytes each, in this
    /// order: system, node, release, version, machine, domain.
    fn rename(&self, pid: Pid, address: u64) -> nix::Result<()> {
        const LENGTH: u64 = 65;
        let Some(name) = &self.another.name else { return Ok(()) };
        let text = |text: &str| {
            let mut bytes: Vec<u8> = text.bytes().take(64).collect();
            bytes.push(0);
            bytes
        };
        memory::write(pid, address + LENGTH, &text(name))?;
        let release = memory::read(pid, address + 2 * LENGTH, 65)?;
        let release: Vec<u8> = release.into_iter().take_while(|byte| *byte != 0).collect();
        let release = format!("{}-{name}", String::from_utf8_lossy(&release));
        memory::write(pid, address + 2 * LENGTH, &text(&release))
    }
}

/// Adds processors behind the last.
fn add_processors(mask: &mut [u8], count: u32) {
    let bits = mask.len() * 8;
    let last = (0..bits).rev().find(|bit| mask[bit / 8] & (1 << (bit % 8)) != 0);
    let first = last.map_or(0, |last| last + 1);
    for bit in first..bits.min(first + count as usize) {
        mask[bit / 8] |= 1 << (bit % 8);
    }
}

/// Lets a program that was just started ask the kernel for the time: what the kernel puts into its
/// memory for that (the vDSO) is passed over, as if this kernel had none.
fn hide_vdso(pid: Pid) -> nix::Result<()> {
    const SYSINFO_EHDR: u64 = 33;
    const IGNORE: u64 = 1;
    // Number of arguments, their addresses and 0, those of the environment and 0, then pairs. The
    // kernel takes no more than 6 MB of them.
    const MOST: u64 = 1 << 20;
    let stack = registers::read(pid)?.stack;
    let mut at = stack + 8 * (memory::read_word(pid, stack)?.min(MOST) + 2);
    let end = at + 8 * MOST;
    while at < end && memory::read_word(pid, at)? != 0 {
        at += 8;
    }
    at += 8;
    while at < end {
        match memory::read_word(pid, at)? {
            0 => return Ok(()),
            SYSINFO_EHDR => return memory::write(pid, at, &IGNORE.to_ne_bytes()),
            _ => at += 16,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_added_behind_the_last() {
        let mut mask = [0b11, 0];
        add_processors(&mut mask, 7);
        assert_eq!(mask, [0xff, 1]);
        add_processors(&mut mask, 100);
        assert_eq!(mask, [0xff, 0xff]);
        add_processors(&mut [], 3);
    }
}
