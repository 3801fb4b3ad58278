use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::repository::{ACTIONS, Repository, WORKFLOWS, candidates};
use crate::yaml::{Unreadable, limits};

/// How many workflows and actions are read.
const FILES: usize = 512;
/// How many entries of directories are looked at.
const ENTRIES: usize = 20_000;
/// How deep directories of actions are entered.
const DEPTH: usize = 8;

/// Reads the workflows and actions of the repository at `root`:
/// `.github/workflows/*.yml`, `.github/actions/**/action.yml`, `action.yml` at the root, and
/// the actions that those use as `./path`. Nothing outside `root` is read: symbolic links that
/// lead out are left alone.
///
/// # Errors
///
/// [`Error::NoSuchDirectory`], and [`Error::Read`] for a directory that cannot be read. A file
/// that cannot be read is in [`Repository::unreadable`].
pub fn read_repository(root: &Path) -> Result<Repository, Error> {
    let name = || root.display().to_string();
    if !root.is_dir() {
        return Err(Error::NoSuchDirectory { directory: name() });
    }
    let root = root.canonicalize().map_err(|source| Error::Read { path: root.into(), source })?;
    let mut walk = Walk { root, repository: Repository::default(), paths: Vec::new(), entries: 0 };
    walk.directory(WORKFLOWS, 0, |path| path.ends_with(".yml") || path.ends_with(".yaml"), false)?;
    let is_action = |path: &str| path.ends_with("/action.yml") || path.ends_with("/action.yaml");
    walk.directory(ACTIONS, 0, is_action, true)?;
    for path in ["action.yml", "action.yaml"] {
        if walk.root.join(path).exists() {
            walk.file(path);
        }
    }
    walk.locals();
    walk.repository.files.sort_by(|one, other| one.path.cmp(&other.path));
    walk.repository.unreadable.sort_by(|one, other| one.0.cmp(&other.0));
    walk.repository.missing.sort();
    Ok(walk.repository)
}

struct Walk {
    root: PathBuf,
    repository: Repository,
    /// Those that were read or tried.
    paths: Vec<String>,
    entries: usize,
}

impl Walk {
    fn directory(
        &mut self,
        path: &str,
        depth: usize,
        is_read: fn(&str) -> bool,
        is_deep: bool,
    ) -> Result<(), Error> {
        let directory = self.root.join(path);
        let wrong = |source| Error::Read { path: directory.clone(), source };
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(wrong(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            self.entries += 1;
            if self.entries > ENTRIES {
                self.cut(path);
                break;
            }
            // A name that is no UTF-8 is none that GitHub takes.
            names.extend(entry.map_err(wrong)?.file_name().into_string());
        }
        names.sort();
        for name in names {
            let below = format!("{path}/{name}");
            let Ok(kind) = fs::symlink_metadata(self.root.join(&below)) else { continue };
            if kind.is_dir() {
                if is_deep && depth == DEPTH {
                    self.cut(&below);
                } else if is_deep {
                    self.directory(&below, depth + 1, is_read, is_deep)?;
                }
            } else if is_read(&below) {
                self.file(&below);
            }
        }
        Ok(())
    }

    fn cut(&mut self, path: &str) {
        self.repository.unreadable.push((path.into(), Unreadable::Limit("too many files")));
    }

    fn file(&mut self, path: &str) {
        if self.paths.iter().any(|known| known == path) {
            return;
        }
        self.paths.push(path.into());
        if self.paths.len() > FILES {
            if self.paths.len() == FILES + 1 {
                self.cut(path);
            }
            return;
        }
        let Some(target) = self.inside(path) else {
            let why = Unreadable::Limit("a symbolic link that leads out of the repository");
            return self.repository.unreadable.push((path.into(), why));
        };
        match read(&target) {
            Ok(bytes) => self.repository.add(path, &bytes),
            Err(error) => {
                let message = error.to_string();
                let unreadable = Unreadable::Syntax { line: 1, message };
                self.repository.unreadable.push((path.into(), unreadable));
            }
        }
    }

    /// The regular file that a path leads to, if that is in the repository.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        let target = self.root.join(path).canonicalize().ok()?;
        (target.starts_with(&self.root) && target.is_file()).then_some(target)
    }

    /// What is used as `./path`, and what that uses in its turn.
    fn locals(&mut self) {
        let mut done: Vec<String> = Vec::new();
        loop {
            let locals = self.repository.locals();
            let Some(local) = locals.into_iter().find(|local| !done.contains(local)) else {
                return;
            };
            let paths = candidates(&local).unwrap_or_default();
            let there = paths.into_iter().find(|path| self.inside(path).is_some());
            match there {
                Some(path) if path.ends_with("Dockerfile") => {}
                Some(path) => self.file(&path),
                None => self.repository.missing.push(local.clone()),
            }
            done.push(local);
            if done.len() > FILES {
                return;
            }
        }
    }
}

/// A file's content, one byte more than is read as YAML at most.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    fs::File::open(path)?.take(limits::BYTES as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}
