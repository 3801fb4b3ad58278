use super::slice::{Library, Slice};

/// Where dyld looks for a library that a member of a wheel loads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum LoadPath {
    /// In macOS itself.
    System,
    /// At these paths of the installed wheel, in order; at none where all lead out of it.
    Wheel(Vec<String>),
    /// At an absolute path that macOS does not have.
    Absolute,
    /// Without a directory: wherever the process happens to stand.
    Bare,
}

impl LoadPath {
    /// `from` is the path of the member once installed (see [`installed`]).
    pub(crate) fn of(library: &Library, slice: &Slice, from: &str) -> Self {
        let name = library.name.as_str();
        if is_system(name) {
            return Self::System;
        }
        if let Some(rest) = name.strip_prefix("@rpath/") {
            let places = slice.rpaths.iter().filter_map(|rpath| {
                // From a program's own directory: that is Python's.
                let rpath = rpath.strip_prefix("@loader_path")?;
                join(from, &format!("{rpath}/{rest}"))
            });
            return Self::Wheel(places.collect());
        }
        if let Some(rest) = name.strip_prefix("@loader_path/") {
            return Self::Wheel(join(from, rest).into_iter().collect());
        }
        if name.starts_with("@executable_path/") {
            return Self::Wheel(Vec::new());
        }
        if name.starts_with('/') { Self::Absolute } else { Self::Bare }
    }
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
