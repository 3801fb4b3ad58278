use std::collections::BTreeMap;

use crate::binary::Elf;

/// Where in the wheel the dynamic linker finds a library that `elf` at `path` needs, with
/// the search path of `first`, which brought it in; none where that is elsewhere.
///
/// As auditwheel's `lddtree.py`: RPATH counts only without a RUNPATH, both of the file
/// itself and of the first one. Counts the directories it looks into.
pub(crate) fn in_wheel<'wheel>(
    binaries: &BTreeMap<&'wheel str, &'wheel Elf>,
    (path, elf): (&str, &Elf),
    first: (&str, &Elf),
    library: &str,
    steps: &mut usize,
) -> Option<(&'wheel str, &'wheel Elf)> {
    let of = |(path, elf): (&str, &Elf)| -> Vec<String> {
        let search = elf.runpath.as_ref().or(elf.rpath.as_ref());
        search.into_iter().flat_map(|entries| directories(entries, path)).flatten().collect()
    };
    let directories = [of(first), of((path, elf))].concat();
    *steps += directories.len();
    directories.into_iter().find_map(|directory| {
        let path =
            if directory.is_empty() { library.into() } else { format!("{directory}/{library}") };
        let (path, found) = binaries.get_key_value(path.as_str())?;
        (found.machine == elf.machine).then_some((*path, *found))
    })
}

/// The directories of a search path within the wheel, `""` for its root; none for each that
/// is outside or absolute. `path` is the file that has it.
pub(crate) fn directories(entries: &str, path: &str) -> Vec<Option<String>> {
    let origin = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    entries.split(':').map(|entry| directory(entry, origin)).collect()
}

fn directory(entry: &str, origin: &str) -> Option<String> {
    let rest = entry.strip_prefix("$ORIGIN").or_else(|| entry.strip_prefix("${ORIGIN}"))?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = origin.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The dynamic linker itself, which every policy lets be needed.
pub(crate) fn is_loader(library: &str) -> bool {
    library.contains("ld-linux") || library == "ld64.so.2" || library == "ld64.so.1"
}

/// Names that musl's dynamic linker takes for itself, whatever files there are: `libc.so`,
/// `libm.so` and others (`ldso/dynlink.c`, `load_library`).
pub(crate) fn is_musl_itself(library: &str) -> bool {
    const RESERVED: [&str; 7] = ["c", "pthread", "rt", "m", "dl", "util", "xnet"];
    library
        .strip_prefix("lib")
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(name, _)| RESERVED.contains(&name))
}

/// Python's own library: `libpython3.11.so.1.0`. Where Python is linked statically it is
/// another Python.
pub(crate) fn is_libpython(library: &str) -> bool {
    library.strip_prefix("libpython").is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_digit()) && rest.contains(".so")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_paths_are_followed_within_the_wheel() {
        let found = directories("$ORIGIN/../a.libs:${ORIGIN}:/usr/lib::$ORIGIN/../../x", "a/b.so");
        assert_eq!(found, [Some("a.libs".into()), Some("a".into()), None, None, None]);
        assert_eq!(directories("$ORIGIN", "b.so"), [Some(String::new())]);
        assert_eq!(directories("$ORIGINAL", "b.so"), [None]);
    }

    #[test]
    fn musl_takes_some_names_for_itself() {
        assert!(
            ["libc.so", "libm.so.6", "libpthread.so.0"].iter().all(|name| is_musl_itself(name))
        );
        assert!(["libcrypt.so", "libz.so.1", "c.so"].iter().all(|name| !is_musl_itself(name)));
    }

    #[test]
    fn libraries_of_python_have_its_version() {
        assert!(is_libpython("libpython3.11.so.1.0") && is_libpython("libpython3.so"));
        assert!(!is_libpython("libpython-helper.so"));
    }
}
