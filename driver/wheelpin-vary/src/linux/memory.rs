use std::io::{IoSlice, IoSliceMut};

use nix::sys::uio::{RemoteIoVec, process_vm_readv, process_vm_writev};
use nix::unistd::Pid;

/// Reads a process's memory; fewer bytes where it ends.
pub(super) fn read(pid: Pid, address: u64, length: usize) -> nix::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let remote = RemoteIoVec { base: place(address)?, len: length };
    let read = process_vm_readv(pid, &mut [IoSliceMut::new(&mut bytes)], &[remote])?;
    bytes.truncate(read);
    Ok(bytes)
}

/// Writes into a process's memory.
pub(super) fn write(pid: Pid, address: u64, bytes: &[u8]) -> nix::Result<()> {
    let remote = RemoteIoVec { base: place(address)?, len: bytes.len() };
    process_vm_writev(pid, &[IoSlice::new(bytes)], &[remote]).map(|_| ())
}

/// A number of 64 bits.
pub(super) fn read_word(pid: Pid, address: u64) -> nix::Result<u64> {
    let bytes = read(pid, address, 8)?;
    bytes.try_into().map(u64::from_ne_bytes).map_err(|_| nix::Error::EFAULT)
}

fn place(address: u64) -> nix::Result<usize> {
    usize::try_from(address).map_err(|_| nix::Error::EFAULT)
}
