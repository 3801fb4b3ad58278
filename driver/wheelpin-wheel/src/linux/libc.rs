use crate::binary::Elf;
use crate::linux::Family;

/// Which C library a file is for; none where nothing says so. As auditwheel's `lddtree.py`:
/// the program that loads it, the libraries it needs, and last its name.
pub(crate) fn libc(elf: &Elf, file_name: &str) -> Option<Family> {
    if let Some(interpreter) = &elf.interpreter {
        let name = interpreter.rsplit('/').next().unwrap_or_default();
        return Some(match name {
            _ if name.starts_with("ld-musl-") => Family::Musllinux,
            "linker" | "linker64" => Family::Android,
            _ => Family::Manylinux,
        });
    }
    let needs = |of: fn(&str) -> bool| elf.needed.iter().any(|name| of(name));
    if needs(|name| name.starts_with("libc.musl-") || name.starts_with("ld-musl-")) {
        Some(Family::Musllinux)
    } else if needs(|name| {
        name == "libc.so.6" || name.starts_with("ld-linux-") || name.starts_with("ld64.so.")
    }) {
        Some(Family::Manylinux)
    } else if file_name.ends_with("-linux-musl.so") || file_name.ends_with("-linux-musleabihf.so") {
        Some(Family::Musllinux)
    } else {
        None
    }
}
