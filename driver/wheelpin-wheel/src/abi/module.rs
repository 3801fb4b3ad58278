use crate::binary::Binary;
use crate::wheel::Wheel;

/// An extension module, by its file name.
#[derive(Clone, Debug)]
pub(crate) struct Module<'wheel> {
    /// The file.
    pub(crate) binary: &'wheel Binary,
    /// `sample._core`'s last part.
    pub(crate) name: &'wheel str,
    /// What its file name says of who may load it.
    pub(crate) suffix: Suffix<'wheel>,
    /// Whether it ends in `.pyd`, as on Windows, and not in `.so`.
    pub(crate) is_pyd: bool,
}

/// What stands between a module's name and `.so` or `.pyd` (PEP 3149).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Suffix<'wheel> {
    /// Nothing: any Python.
    Plain,
    /// `.abi3`, with a triplet from Python 3.15 on.
    Abi3 { triplet: Option<&'wheel str> },
    /// `.abi3t`, likewise (PEP 803).
    Abi3t { triplet: Option<&'wheel str> },
    /// `.cpython-314t-x86_64-linux-gnu`, `.cp314t-win_amd64`.
    CPython { minor: u32, is_threaded: bool, triplet: Option<&'wheel str> },
    /// Another Python's.
    Other(&'wheel str),
}

/// The extension modules of a wheel. A plain `.so` is one only where it exports a function
/// that makes a module: it may as well be a library.
pub(crate) fn modules(wheel: &Wheel) -> impl Iterator<Item = Module<'_>> {
    wheel.binaries.iter().filter_map(Module::of)
}

/// The extension module that a binary is; none where it is another library.
pub(crate) fn module_of(binary: &Binary) -> Option<Module<'_>> {
    Module::of(binary)
}

/// Whether a binary is an extension module.
pub(crate) fn is_module(binary: &Binary) -> bool {
    module_of(binary).is_some()
}

/// Whether a binary makes a module of its name, and Python looks for no file that ends as it
/// does: `libfoo.dylib` as cargo leaves it, `foo.cpython311.so`.
pub(crate) fn is_misnamed(binary: &Binary) -> bool {
    let file_name = binary.file_name();
    let stem = file_name.split_once('.').map_or(file_name, |(stem, _)| stem);
    let names = [stem, stem.strip_prefix("lib").unwrap_or(stem)];
    let makes = |symbol: &String| {
        let name = symbol.strip_prefix("PyInit_").or_else(|| symbol.strip_prefix("PyModExport_"));
        name.is_some_and(|name| names.contains(&name))
    };
    !stem.is_empty()
        && split(file_name).is_none()
        && is_importable(&binary.path)
        && binary.python_symbols().is_some_and(|python| python.exports.iter().any(makes))
}

impl<'wheel> Module<'wheel> {
    fn of(binary: &'wheel Binary) -> Option<Self> {
        // What Xcode puts there of a module is debug information under the module's name.
        if binary.path.contains(".dSYM/") {
            return None;
        }
        let (name, suffix, is_pyd) = split(binary.file_name())?;
        if !is_importable(&binary.path) {
            return None;
        }
        let module = Self { binary, name, suffix, is_pyd };
        let is_module = suffix != Suffix::Plain || module.inits().next().is_some();
        is_module.then_some(module)
    }

    /// Exported functions that make a module (PEP 489, PEP 793).
    fn inits(&self) -> impl Iterator<Item = &'wheel str> {
        let python = self.binary.python_symbols();
        let names = python.into_iter().flat_map(|python| &python.exports).map(String::as_str);
        names.filter(|name| name.starts_with("PyInit") || name.starts_with("PyModExport"))
    }

    /// Whether it exports the function that makes it, of a kind: `PyInit` or `PyModExport`.
    /// A name beyond ASCII is written in Punycode; it is not taken apart.
    pub(crate) fn has_init(&self, kind: &str) -> bool {
        self.inits().any(|name| {
            name.strip_prefix(kind).is_some_and(|rest| {
                rest.strip_prefix('_') == Some(self.name)
                    || rest.starts_with("U_") && !self.name.is_ascii()
            })
        })
    }

    /// Its directory and name: what it is imported as.
    pub(crate) fn import(&self) -> (&'wheel str, &'wheel str) {
        let path = &self.binary.path;
        (path.rsplit_once('/').map_or("", |(directory, _)| directory), self.name)
    }
}

/// Whether Python may look for a module there: no package has a dot in its name, as
/// `sample.libs` and `_core.so.dSYM` have.
fn is_importable(path: &str) -> bool {
    let mut directories = path.split('/').rev().skip(1).peekable();
    while let Some(directory) = directories.next() {
        let is_data = directories.peek().is_none() && directory.ends_with(".data");
        if directory.contains('.') && !is_data {
            return false;
        }
    }
    true
}

/// Name, suffix, and whether it is `.pyd`; none for what Python would not take for a module.
pub(crate) fn split(file_name: &str) -> Option<(&str, Suffix<'_>, bool)> {
    let (stem, is_pyd) = match file_name.strip_suffix(".so") {
        Some(stem) => (stem, false),
        None => (file_name.strip_suffix(".pyd")?, true),
    };
    let (name, suffix) = match stem.split_once('.') {
        Some((name, tag)) => (name, suffix(tag)?),
        None => (stem, Suffix::Plain),
    };
    let is_name = !name.is_empty() && !name.contains(['-', ' ', '+']);
    is_name.then_some((name, suffix, is_pyd))
}

fn suffix(tag: &str) -> Option<Suffix<'_>> {
    let (kind, triplet) =
        tag.split_once('-').map_or((tag, None), |(kind, rest)| (kind, Some(rest)));
    match kind {
        "abi3" => Some(Suffix::Abi3 { triplet }),
        "abi3t" => Some(Suffix::Abi3t { triplet }),
        "cpython" => {
            let (version, triplet) = match triplet?.split_once('-') {
                Some((version, triplet)) => (version, Some(triplet)),
                None => (triplet?, None),
            };
            cpython(version, triplet)
        }
        _ if kind.starts_with("pypy") || kind.starts_with("graalpy") => Some(Suffix::Other(tag)),
        _ => cpython(kind.strip_prefix("cp")?, triplet),
    }
}

/// `314t` and the like; `37m` had no other meaning than `37`.
fn cpython<'name>(version: &'name str, triplet: Option<&'name str>) -> Option<Suffix<'name>> {
    let digits = version.trim_end_matches(|last: char| last.is_ascii_lowercase());
    let minor = digits.strip_prefix('3')?.parse().ok()?;
    Some(Suffix::CPython { minor, is_threaded: version[digits.len()..].contains('t'), triplet })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_have_no_dots() {
        assert!(is_importable("_core.abi3.so") && is_importable("sample/_core.abi3.so"));
        assert!(is_importable("sample-1.0.data/platlib/sample/_core.abi3.so"));
        assert!(!is_importable("sample/_core.so.dSYM/Contents/DWARF/_core.so"));
        assert!(!is_importable("sample.libs/libfoo.so"));
    }

    #[test]
    fn suffixes_are_read() {
        let suffix = |name| split(name).map(|(_, suffix, _)| suffix);
        let linux = Some("x86_64-linux-gnu");
        assert_eq!(
            suffix("_core.cpython-314t-x86_64-linux-gnu.so"),
            Some(Suffix::CPython { minor: 14, is_threaded: true, triplet: linux })
        );
        assert_eq!(
            suffix("_core.cp311-win_amd64.pyd"),
            Some(Suffix::CPython { minor: 11, is_threaded: false, triplet: Some("win_amd64") })
        );
        assert_eq!(
            suffix("a.cpython-34m.so"),
            Some(Suffix::CPython { minor: 4, is_threaded: false, triplet: None })
        );
        assert_eq!(suffix("_core.abi3.so"), Some(Suffix::Abi3 { triplet: None }));
        assert_eq!(
            suffix("_core.abi3t-x86_64-linux-gnu.so"),
            Some(Suffix::Abi3t { triplet: linux })
        );
        assert_eq!(
            suffix("_core.pypy311-pp73-darwin.so"),
            Some(Suffix::Other("pypy311-pp73-darwin"))
        );
        assert_eq!(suffix("_core.so"), Some(Suffix::Plain));
        for library in ["libfoo.so.1", "libfoo-1a2b.so", "libfoo.1.2.so", "a.dll", ".so"] {
            assert_eq!(suffix(library), None, "{library}");
        }
    }
}
