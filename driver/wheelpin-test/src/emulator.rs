use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::elf::read_elf_head;

/// The command line that a program is started by, without its arguments: an emulator and
/// the program where it is for another processor, else the program.
///
/// A program for another processor is run by qemu's user mode emulation, from `path` (the
/// directories of PATH), with the tree that its dynamic linker is in.
///
/// # Errors
///
/// A reason why it cannot be run here.
pub(crate) fn launcher(program: &Path, path: &[PathBuf]) -> Result<Vec<OsString>, String> {
    let own = vec![program.as_os_str().to_owned()];
    if !cfg!(target_os = "linux") {
        return Ok(own);
    }
    // What is no ELF file is a script.
    let Ok(Some(head)) = read_elf_head(program) else { return Ok(own) };
    let machine = head.machine.ok_or("is for a processor of no known kind")?;
    if is_native(machine) {
        return Ok(own);
    }
    let name = qemu(machine);
    let files = [format!("qemu-{name}-static"), format!("qemu-{name}")];
    let emulator = files
        .iter()
        .find_map(|file| path.iter().map(|at| at.join(file)).find(|file| file.is_file()))
        .ok_or_else(|| {
            format!(
                "is for {machine}, and there is no {} in PATH (Debian and Ubuntu: apt-get install \
                 qemu-user-static)",
                files[0]
            )
        })?;
    let linker = head.linker.unwrap_or_default();
    let root = program
        .ancestors()
        .find(|root| root.join(linker.trim_start_matches('/')).exists())
        .filter(|_| !linker.is_empty())
        .ok_or_else(|| {
            format!("is for {machine}, and its dynamic linker {linker} is in no directory above it")
        })?;
    Ok(vec![emulator.into(), "-L".into(), root.into(), program.into()])
}

/// Whether this processor runs programs for that one; x86_64 runs i686 where the kernel
/// lets it, as all of Debian's do.
fn is_native(machine: &str) -> bool {
    let here = std::env::consts::ARCH;
    machine == here || (machine == "i686" && matches!(here, "x86_64" | "x86"))
}

/// What qemu calls a processor.
fn qemu(machine: &str) -> &str {
    match machine {
        "armv7l" => "arm",
        "i686" => "i386",
        other => other,
    }
}
