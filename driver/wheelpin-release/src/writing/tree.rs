use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use globset::Glob;

use crate::Error;

/// Most bytes of a file that holds a version: the largest lock files have a few
/// million.
const LIMIT: u64 = 64 << 20;

/// Most directories that the members of a workspace may be looked for in.
const DIRECTORIES: usize = 10_000;

/// The files of a repository; nothing outside it is read or written.
pub(super) struct Tree {
    root: PathBuf,
}

impl Tree {
    pub(super) fn new(root: &Path) -> Result<Self, Error> {
        let root = root.canonicalize().map_err(|error| read(root, error))?;
        Ok(Self { root })
    }

    /// A file as text; none where there is none.
    pub(super) fn text(&self, path: &Path) -> Result<Option<String>, Error> {
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(read(path, error)),
        };
        if !real.starts_with(&self.root) {
            return Err(Error::Outside { path: path.into(), root: self.root.clone() });
        }
        let mut text = String::new();
        let file = fs::File::open(&real).map_err(|error| read(path, error))?;
        file.take(LIMIT + 1).read_to_string(&mut text).map_err(|error| read(path, error))?;
        if text.len() as u64 > LIMIT {
            return Err(read(path, io::Error::other("it is larger than 64 MiB")));
        }
        Ok(Some(text))
    }

    /// Whether a directory is within the repository.
    pub(super) fn contains(&self, directory: &Path) -> bool {
        normal(directory).starts_with(&self.root)
    }

    /// Directories that a pattern of Cargo's `members` names: `*` and `?` stand for
    /// parts of names.
    pub(super) fn directories(&self, from: &Path, pattern: &str) -> Vec<PathBuf> {
        let mut found = vec![from.to_path_buf()];
        for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
            found = if part.contains(['*', '?', '[']) {
                let Ok(glob) = Glob::new(part) else { return Vec::new() };
                let matcher = glob.compile_matcher();
                let names = found.iter().flat_map(|directory| subdirectories(directory));
                names
                    .filter(|path| path.file_name().is_some_and(|name| matcher.is_match(name)))
                    .collect()
            } else {
                found.into_iter().map(|directory| directory.join(part)).collect()
            };
            found.truncate(DIRECTORIES);
        }
        let mut found: Vec<PathBuf> = found.iter().map(|path| normal(path)).collect();
        found.retain(|path| path.starts_with(&self.root));
        found.sort();
        found
    }
}

fn subdirectories(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).take(DIRECTORIES).collect()
}

/// A path without `.` and `..`, as text alone.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

fn read(path: &Path, source: io::Error) -> Error {
    Error::Read { path: path.into(), source: Box::new(source) }
}
