use super::slice::{Library, Slice};

/// Where dyld looks for a library that a member of a wheel loads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LoadPath {
    /// In macOS itself.
    System,
    /// Somewhere from the member that loads it on: see [`wheel_paths`].
    Relative,
    /// At an absolute path that macOS does not have.
    Absolute,
    /// Without a directory: wherever the process happens to stand.
    Bare,
}

impl LoadPath {
    pub(crate) fn of(library: &Library) -> Self {
        let name = library.name.as_str();
        if is_system(name) {
            Self::System
        } else if name.starts_with('@') {
            Self::Relative
        } else if name.starts_with('/') {
            Self::Absolute
        } else {
            Self::Bare
        }
    }
}

/// The paths within the installed wheel where dyld looks for a library, in order. `from` is
/// the path of the member, installed. What is looked for from the program is Python's.
pub(crate) fn wheel_paths<'a>(
    library: &'a Library,
    slice: &'a Slice,
    from: &'a str,
) -> impl Iterator<Item = String> {
    let name = library.name.as_str();
    let by_loader = name.strip_prefix("@loader_path/").and_then(|rest| join(from, rest));
    let by_rpath = name.strip_prefix("@rpath/").into_iter().flat_map(move |rest| {
        slice.rpaths.iter().filter_map(move |rpath| {
            let rpath = rpath.strip_prefix("@loader_path")?;
            join(from, &format!("{rpath}/{rest}"))
        })
    });
    by_loader.into_iter().chain(by_rpath)
}

/// Whether a path is of macOS itself, as delocate's `filter_system_libs` has it.
pub(crate) fn is_system(path: &str) -> bool {
    path.starts_with("/usr/lib/") || path.starts_with("/System/")
}

/// `relative` from the directory of `from`; none where it leads out of the wheel.
fn join(from: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loader_paths_are_from_the_directory_of_the_loader() {
        let path = |relative| join("a/b/c.so", relative);
        assert_eq!(path("../.dylibs/libx.dylib").as_deref(), Some("a/.dylibs/libx.dylib"));
        assert_eq!(path("./libx.dylib").as_deref(), Some("a/b/libx.dylib"));
        assert_eq!(path("../../../lib/libx.dylib"), None);
    }
}
