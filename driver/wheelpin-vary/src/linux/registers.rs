use nix::sys::ptrace;
use nix::unistd::Pid;

/// What a stopped process is at.
pub(super) struct Registers {
    /// The number of its system call.
    pub(super) number: i64,
    /// The first three arguments.
    pub(super) arguments: [u64; 3],
    /// The result, once the call has come back.
    pub(super) result: i64,
    /// The stack pointer.
    pub(super) stack: u64,
}

#[cfg(target_arch = "x86_64")]
pub(super) fn read(pid: Pid) -> nix::Result<Registers> {
    let all = ptrace::getregs(pid)?;
    Ok(Registers {
        number: all.orig_rax.cast_signed(),
        arguments: [all.rdi, all.rsi, all.rdx],
        result: all.rax.cast_signed(),
        stack: all.rsp,
    })
}

#[cfg(target_arch = "aarch64")]
pub(super) fn read(pid: Pid) -> nix::Result<Registers> {
    let all = ptrace::getregs(pid)?;
    Ok(Registers {
        number: all.regs[8].cast_signed(),
        arguments: [all.regs[0], all.regs[1], all.regs[2]],
        result: all.regs[0].cast_signed(),
        stack: all.sp,
    })
}

/// Gives a call another result.
#[cfg(target_arch = "x86_64")]
pub(super) fn set_result(pid: Pid, result: i64) -> nix::Result<()> {
    let mut all = ptrace::getregs(pid)?;
    all.rax = result.cast_unsigned();
    ptrace::setregs(pid, all)
}

#[cfg(target_arch = "aarch64")]
pub(super) fn set_result(pid: Pid, result: i64) -> nix::Result<()> {
    let mut all = ptrace::getregs(pid)?;
    all.regs[0] = result.cast_unsigned();
    ptrace::setregs(pid, all)
}
