use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where Pythons may be; what the environment of a person says.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// PATH
    pub path: Vec<PathBuf>,
    /// The home directory.
    pub home: Option<PathBuf>,
    /// PYENV_ROOT
    pub pyenv: Option<PathBuf>,
    /// UV_PYTHON_INSTALL_DIR
    pub uv: Option<PathBuf>,
    /// LOCALAPPDATA or XDG_DATA_HOME
    pub data: Option<PathBuf>,
    /// RUNNER_TOOL_CACHE: Pythons of GitHub's runners.
    pub tools: Option<PathBuf>,
    /// NIX_STORE_DIR, or where it is otherwise.
    pub store: Option<PathBuf>,
}

/// A file that may be a Python.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Candidate {
    /// The file.
    pub path: PathBuf,
    /// Who put it there: `PATH`, `pyenv`, `uv`, `Nix`, `--python`.
    pub origin: &'static str,
}

/// Most entries of one directory that are looked at; a store of Nix has up to some 100,000.
const ENTRIES: usize = 500_000;

impl Places {
    /// Files that may be Pythons, in the order of preference, each once.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut found = Found::default();
        let home = |below: &str| self.home.as_ref().map(|home| home.join(below));
        let pyenv = self.pyenv.clone().or_else(|| home(".pyenv"));
        for directory in &self.path {
            // Scripts that ask pyenv which Python is meant; those are found below.
            let is_shims = pyenv.as_ref().is_some_and(|pyenv| directory.starts_with(pyenv));
            if !is_shims {
                found.in_directory(directory, "PATH");
            }
        }
        for root in pyenv.iter() {
            found.below(&root.join("versions"), |_| true, "pyenv");
        }
        let data = self.data.clone().or_else(|| home(".local/share"));
        let uv = self.uv.clone().or_else(|| data.map(|data| data.join("uv/python")));
        for root in uv.iter() {
            found.below(root, |_| true, "uv");
        }
        for root in self.tools.iter() {
            for version in entries(&root.join("Python")) {
                found.below(&version, |_| true, "tool cache");
            }
        }
        for profile in [
            home(".nix-profile"),
            Some("/run/current-system/sw".into()),
            Some("/nix/var/nix/profiles/default".into()),
        ]
        .into_iter()
        .flatten()
        {
            found.in_directory(&profile.join("bin"), "Nix");
        }
        for store in self.store.iter() {
            found.below(store, is_python_of_store, "Nix");
        }
        found.below(
            Path::new("/Library/Frameworks/Python.framework/Versions"),
            |_| true,
            "python.org",
        );
        found.candidates
    }
}

/// `HASH-python3-3.12.4`, and not its parts (`-dev`, `-doc`), nor derivations.
fn is_python_of_store(name: &str) -> bool {
    let Some((_, rest)) = name.split_once("-python3-3.") else { return false };
    rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[derive(Default)]
struct Found {
    seen: BTreeSet<PathBuf>,
    candidates: Vec<Candidate>,
}

impl Found {
    /// Pythons of one directory, as they are called in a PATH.
    fn in_directory(&mut self, directory: &Path, origin: &'static str) {
        for path in entries(directory) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_python(name.strip_suffix(".exe").unwrap_or(name)) {
                self.add(&path, origin);
            }
        }
    }

    /// Pythons installed each in a directory of its own below `root`.
    fn below(&mut self, root: &Path, wanted: impl Fn(&str) -> bool, origin: &'static str) {
        for prefix in entries(root) {
            let name = prefix.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if wanted(name) {
                for directory in [prefix.join("bin"), prefix.clone()] {
                    if directory.is_dir() {
                        self.in_directory(&directory, origin);
                    }
                }
            }
        }
    }

    fn add(&mut self, path: &Path, origin: &'static str) {
        // `python3` is most often a link to `python3.12`.
        let Ok(real) = path.canonicalize() else { return };
        if real.is_file() && self.seen.insert(real.clone()) {
            self.candidates.push(Candidate { path: real, origin });
        }
    }
}

/// Paths in a directory, sorted; nothing where it cannot be read.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.take(ENTRIES).flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// `python`, `python3`, `python3.14t`, `pypy3.11`.
fn is_python(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy")) else {
        return false;
    };
    let rest = rest.strip_suffix('t').unwrap_or(rest);
    match rest.strip_prefix('3') {
        None => rest.is_empty(),
        Some("") => true,
        Some(minor) => minor
            .strip_prefix('.')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn names_of_pythons_are_known() {
        for name in ["python", "python3", "python3.9", "python3.14t", "pypy3.11", "pypy3"] {
            assert!(is_python(name), "{name}");
        }
        for name in ["python3-config", "python2", "python3.", "pythonw", "python3.11-config"] {
            assert!(!is_python(name), "{name}");
        }
    }

    #[test]
    fn each_python_is_found_once_and_shims_are_not() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path().canonicalize().unwrap();
        let versions = home.join(".pyenv/versions/3.12.1/bin");
        let shims = home.join(".pyenv/shims");
        let bin = home.join("bin");
        for directory in [&versions, &shims, &bin] {
            fs::create_dir_all(directory).unwrap();
        }
        fs::write(versions.join("python3.12"), "").unwrap();
        fs::write(shims.join("python3"), "").unwrap();
        symlink("python3.12", versions.join("python")).unwrap();
        symlink(versions.join("python3.12"), bin.join("python3")).unwrap();
        let places =
            Places { path: vec![shims, bin], home: Some(home.clone()), ..Places::default() };
        let found: Vec<Candidate> =
            places.candidates().into_iter().filter(|it| it.path.starts_with(&home)).collect();
        let expected = Candidate { path: versions.join("python3.12"), origin: "PATH" };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn only_whole_pythons_of_a_store_are_looked_at() {
        assert!(is_python_of_store("0c-python3-3.12.4"));
        for name in ["0c-python3-3.12.4-dev", "0c-python3-3.12.4.drv", "0c-python3.11-six-1.16"] {
            assert!(!is_python_of_store(name), "{name}");
        }
    }
}
