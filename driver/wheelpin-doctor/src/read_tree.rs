use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::{Error, Tree};

/// The largest file that is read, in bytes; of a larger one only the path counts.
const LARGEST: u64 = 1 << 20;
/// How many files and directories are looked at.
const ENTRIES: usize = 50_000;
/// How many bytes are kept.
const BYTES: u64 = 64 << 20;
/// How deep directories are entered.
const DEPTH: usize = 16;
/// How many directories above DIR may be the root.
const ABOVE: usize = 16;

/// Directories that hold nothing of the project's own.
const SKIPPED: [&str; 14] = [
    ".git",
    ".hg",
    ".jj",
    ".direnv",
    ".eggs",
    ".mypy_cache",
    ".nox",
    ".tox",
    ".venv",
    "__pycache__",
    "node_modules",
    "site-packages",
    "target",
    "venv",
];

/// A project as it lies on disk.
#[derive(Debug)]
pub struct Source {
    /// The files of the repository that the project is in, or else of the
    /// project's directory.
    pub tree: Tree,
    /// The project's directory in the tree; empty for the root.
    pub project: String,
}

/// Reads what the rules need of the source tree that a directory is in.
///
/// The tree's root is the nearest directory, from this one upwards, with a
/// `.git`: workflows, the workspace and `.gitignore` stand there. Without one it
/// is the directory itself. Symbolic links to files in the tree are followed,
/// all others only noted. What goes beyond the limits is left out, which
/// [`Tree::is_cut`] tells.
///
/// # Errors
///
/// [`Error::NoSuchDirectory`] for what is no directory, and [`Error::Read`] for
/// one that cannot be read.
pub fn read_tree(directory: &Path) -> Result<Source, Error> {
    let name = || directory.display().to_string();
    if !directory.is_dir() {
        return Err(Error::NoSuchDirectory { directory: name() });
    }
    let directory =
        directory.canonicalize().map_err(|source| Error::Read { directory: name(), source })?;
    let root = directory
        .ancestors()
        .take(ABOVE)
        .find(|above| above.join(".git").exists())
        .unwrap_or(&directory)
        .to_path_buf();
    let project = relative(&root, &directory).unwrap_or_default();
    let mut walk = Walk { root, tree: Tree::default(), entries: 0, bytes: 0 };
    // The project comes first, so that no limit is used up before it.
    walk.directory(&directory, 0, None)
        .map_err(|source| Error::Read { directory: name(), source })?;
    if directory != walk.root {
        let root = walk.root.clone();
        // A directory above may be closed to us.
        let _ = walk.directory(&root, 0, Some(&directory));
    }
    Ok(Source { tree: walk.tree, project })
}

struct Walk {
    root: PathBuf,
    tree: Tree,
    entries: usize,
    bytes: u64,
}

impl Walk {
    fn directory(&mut self, directory: &Path, depth: usize, done: Option<&Path>) -> io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory)? {
            self.entries += 1;
            if self.entries > ENTRIES {
                self.tree.cut();
                break;
            }
            entries.push(entry?);
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                let skipped = entry.file_name().to_str().is_none_or(|name| SKIPPED.contains(&name));
                if skipped || done == Some(path.as_path()) {
                    continue;
                }
                if depth == DEPTH || self.entries > ENTRIES {
                    self.tree.cut();
                } else {
                    // One that cannot be read is as if it were empty.
                    let _ = self.directory(&path, depth + 1, done);
                }
            } else if kind.is_file() {
                self.file(&path, &path);
            } else if kind.is_symlink() {
                self.link(&path);
            }
        }
        Ok(())
    }

    fn link(&mut self, path: &Path) {
        let Ok(target) = path.canonicalize() else { return };
        if !target.is_file() {
            return;
        }
        if target.starts_with(&self.root) {
            self.file(path, &target);
        } else if let Some(path) = relative(&self.root, path) {
            self.tree.add(path);
        }
    }

    fn file(&mut self, path: &Path, target: &Path) {
        let Some(name) = relative(&self.root, path) else { return };
        if !is_read(&name) {
            return self.tree.add(name);
        }
        match read(target) {
            Ok(Some(content)) if self.bytes + content.len() as u64 <= BYTES => {
                self.bytes += content.len() as u64;
                self.tree.add_content(name, content);
            }
            Ok(_) => {
                self.tree.cut();
                self.tree.add(name);
            }
            Err(_) => self.tree.add(name),
        }
    }
}

/// A file's content; none for one that is too large.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut content)?;
    Ok((content.len() as u64 <= LARGEST).then_some(content))
}

/// The files whose content a rule looks at.
fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "Cargo.toml" | "pyproject.toml")
        || matches!(name, ".gitignore" | ".pypirc" | "rust-toolchain" | "rust-toolchain.toml")
        || matches!(name, "__init__.py" | "_version.py" | "__version__.py" | "version.py")
        || name.starts_with("RELEAS")
        || [".rs", ".sh", ".yml", ".yaml"].iter().any(|end| name.ends_with(end))
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let path = path.strip_prefix(root).ok()?.to_str()?;
    Some(if std::path::MAIN_SEPARATOR == '/' { path.into() } else { path.replace('\\', "/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str, content: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    #[test]
    fn the_root_is_where_git_is() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), ".git/HEAD", "");
        write(root.path(), "Cargo.toml", "a");
        write(root.path(), "python/pyproject.toml", "b");
        let source = read_tree(&root.path().join("python")).unwrap();
        assert_eq!(source.project, "python");
        let paths: Vec<_> = source.tree.paths().collect();
        assert_eq!(paths, ["Cargo.toml", "python/pyproject.toml"]);
        assert_eq!(source.tree.text("Cargo.toml").as_deref(), Some("a"));
    }

    #[test]
    fn without_git_the_root_is_the_directory() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "Cargo.toml", "a");
        write(root.path(), "python/pyproject.toml", "b");
        write(root.path(), "python/target/Cargo.toml", "c");
        let source = read_tree(&root.path().join("python")).unwrap();
        assert_eq!(source.project, "");
        assert_eq!(source.tree.paths().collect::<Vec<_>>(), ["pyproject.toml"]);
    }

    #[test]
    fn a_file_too_large_is_only_noted() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "a.yml", &"a".repeat((1 << 20) + 1));
        write(root.path(), "b.txt", "not looked at");
        let source = read_tree(root.path()).unwrap();
        assert!(source.tree.has("a.yml") && source.tree.text("a.yml").is_none());
        assert!(source.tree.has("b.txt") && source.tree.text("b.txt").is_none());
        assert!(source.tree.is_cut());
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_outside() {
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), "secret.yml", "secret");
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "a.yml", "a");
        let link = |target: &Path, name: &str| {
            std::os::unix::fs::symlink(target, root.path().join(name)).unwrap();
        };
        link(&outside.path().join("secret.yml"), "b.yml");
        link(outside.path(), "directory");
        link(Path::new("a.yml"), "c.yml");
        link(Path::new("."), "loop");
        let source = read_tree(root.path()).unwrap();
        assert_eq!(source.tree.paths().collect::<Vec<_>>(), ["a.yml", "b.yml", "c.yml"]);
        assert_eq!(source.tree.text("b.yml"), None);
        assert_eq!(source.tree.text("c.yml").as_deref(), Some("a"));
    }

    #[test]
    fn a_missing_directory_is_named() {
        assert!(matches!(read_tree(Path::new("/missing/x")), Err(Error::NoSuchDirectory { .. })));
    }
}
