use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// What the head of an ELF program says (gABI, "ELF Header", "Program Header").
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ElfHead {
    /// `e_machine` as `uname -m` names it; none for others than those of wheels.
    pub(crate) machine: Option<&'static str>,
    /// `PT_INTERP`: the dynamic linker.
    pub(crate) linker: Option<String>,
}

/// Most program headers that are looked at; programs have about a dozen.
const HEADERS: u64 = 128;
/// Most bytes of a dynamic linker's path.
const PATH: u64 = 4096;

/// Reads the head of a program; none where it is no ELF file.
///
/// # Errors
///
/// What the system says of reading; `UnexpectedEof` for one that is cut off.
pub(crate) fn read_elf_head(path: &Path) -> io::Result<Option<ElfHead>> {
    let mut file = File::open(path)?;
    let mut head = [0; 64];
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"\x7fELF") {
        return Ok(None);
    }
    let is_64 = head[4] == 2;
    let is_little = head[5] == 1;
    let word = |bytes: &[u8], at: usize, length: usize| -> u64 {
        let bytes = bytes.get(at..at + length).unwrap_or_default().iter();
        let add = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
        if is_little { bytes.rev().fold(0, add) } else { bytes.fold(0, add) }
    };
    let machine = machine(word(&head, 18, 2), is_64, is_little);
    let (table, size, count) = if is_64 {
        (word(&head, 32, 8), word(&head, 54, 2), word(&head, 56, 2))
    } else {
        (word(&head, 28, 4), word(&head, 42, 2), word(&head, 44, 2))
    };
    for index in 0..count.min(HEADERS) {
        let mut header = [0; 56];
        let header = if is_64 { &mut header[..] } else { &mut header[..32] };
        file.seek(SeekFrom::Start(table.saturating_add(index * size)))?;
        file.read_exact(header)?;
        // PT_INTERP
        if word(header, 0, 4) != 3 {
            continue;
        }
        let (offset, length) = if is_64 {
            (word(header, 8, 8), word(header, 32, 8))
        } else {
            (word(header, 4, 4), word(header, 16, 4))
        };
        let mut linker = Vec::new();
        file.seek(SeekFrom::Start(offset))?;
        (&mut file).take(length.min(PATH)).read_to_end(&mut linker)?;
        let linker = String::from_utf8_lossy(&linker).trim_end_matches('\0').to_owned();
        return Ok(Some(ElfHead { machine, linker: Some(linker) }));
    }
    Ok(Some(ElfHead { machine, linker: None }))
}

/// `e_machine` (gABI and its registry of machines).
fn machine(number: u64, is_64: bool, is_little: bool) -> Option<&'static str> {
    Some(match (number, is_64, is_little) {
        (3, false, true) => "i686",
        (21, true, true) => "ppc64le",
        (22, true, false) => "s390x",
        (40, false, true) => "armv7l",
        (62, true, true) => "x86_64",
        (183, true, true) => "aarch64",
        (243, true, true) => "riscv64",
        _ => return None,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_program_is_for_this_machine() {
        let head = read_elf_head(&std::env::current_exe().unwrap()).unwrap().unwrap();
        assert_eq!(head.machine, Some(std::env::consts::ARCH));
    }

    #[test]
    fn what_is_cut_off_or_no_elf_file_is_no_program() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(read_elf_head(file.path()).unwrap(), None);
        let mut head = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        head.truncate(80);
        std::fs::write(file.path(), &head).unwrap();
        assert!(read_elf_head(file.path()).is_err());
        std::fs::write(file.path(), "#!/bin/sh\n".repeat(20)).unwrap();
        assert_eq!(read_elf_head(file.path()).unwrap(), None);
    }
}
