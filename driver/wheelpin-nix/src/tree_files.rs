use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use wheelpin_dist::{MANIFEST, PARTIAL};

/// Folders that no build reads, whatever a .gitignore says.
const NEVER: [&str; 7] = [".git", ".hg", ".jj", ".venv", "__pycache__", "node_modules", ".direnv"];

/// Files of a source tree, relative to it and sorted: all but what .gitignore
/// files name (in a git repository or not), version control, build output and
/// virtual environments. The lock file counts even where it is ignored, since it
/// is what a build is pinned by. Names that are no UTF-8 or hold a line feed are
/// left out, and so is what is no file (sockets, pipes). A directory without a
/// pyproject.toml in `project` (below it; empty: in itself) has none: it may be as large as a disk.
///
/// # Errors
///
/// That a directory cannot be read: a wheel without its files would be wrong.
pub(crate) fn tree_files(directory: &Path, project: &str) -> io::Result<Vec<String>> {
    if !directory.join(project).join("pyproject.toml").is_file() {
        return Ok(Vec::new());
    }
    let walk = WalkBuilder::new(directory)
        .hidden(false)
        .require_git(false)
        .git_global(false)
        .ignore(false)
        .parents(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || (!NEVER.contains(&&*name) && !is_build_output(entry.path()))
        })
        .build();
    let has_distributions = directory.join(MANIFEST).is_file();
    let mut files = Vec::new();
    for entry in walk {
        let entry = entry.map_err(io::Error::other)?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink());
        let is_ours = has_distributions && entry.depth() == 1 && is_distribution(entry.path());
        if is_file && !is_ours {
            files.extend(relative(entry.path(), directory));
        }
    }
    for lock in ["Cargo.lock".into(), Path::new(project).join("Cargo.lock")] {
        if directory.join(&lock).is_file() {
            files.extend(lock.into_os_string().into_string());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Whether a file is what `--out .` leaves in the project's own directory.
fn is_distribution(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == MANIFEST
        || name.starts_with(PARTIAL)
        || name.ends_with(".whl")
        || name.ends_with(".tar.gz")
}

/// `target` and `dist` beside a manifest, and where wheels were built to; a folder
/// src/target is an ordinary one. Without this a source distribution would hold
/// the wheels of the build before.
fn is_build_output(path: &Path) -> bool {
    let is_beside = |folder: &str, manifest: &str| {
        path.file_name().is_some_and(|name| name == folder)
            && path.parent().is_some_and(|parent| parent.join(manifest).is_file())
    };
    is_beside("target", "Cargo.toml")
        || is_beside("dist", "pyproject.toml")
        || path.join(MANIFEST).is_file()
}

fn relative(path: &Path, directory: &Path) -> Option<String> {
    let path: PathBuf = path.strip_prefix(directory).ok()?.into();
    let text = path.into_os_string().into_string().ok()?;
    (!text.is_empty() && !text.contains('\n')).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_built_before_is_left_out() {
        let directory = tempfile::tempdir().unwrap();
        let files = ["pyproject.toml", "dist/a.whl", "python/dist/a.js", "out/a.whl"];
        for file in files.into_iter().chain(["out/wheelpin.json"]) {
            let path = directory.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        assert_eq!(
            tree_files(directory.path(), "").unwrap(),
            ["pyproject.toml", "python/dist/a.js"]
        );
    }

    #[test]
    fn what_is_ignored_or_built_is_left_out() {
        let directory = tempfile::tempdir().unwrap();
        let files = [
            ".gitignore",
            ".git/config",
            "Cargo.lock",
            "Cargo.toml",
            "notes.txt",
            "pyproject.toml",
            "src/lib.rs",
            "src/target/ordinary.rs",
            "target/release/a",
            ".venv/bin/python",
            "python/a.py",
            "python/__pycache__/a.pyc",
        ];
        for file in files {
            let path = directory.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::write(directory.path().join(".gitignore"), "Cargo.lock\n*.txt\n").unwrap();
        assert_eq!(
            tree_files(directory.path(), "").unwrap(),
            [
                ".gitignore",
                "Cargo.lock",
                "Cargo.toml",
                "pyproject.toml",
                "python/a.py",
                "src/lib.rs",
                "src/target/ordinary.rs",
            ],
        );
    }

    #[test]
    fn what_was_built_into_the_project_itself_is_left_out() {
        let directory = tempfile::tempdir().unwrap();
        let files = ["pyproject.toml", "a.whl", "a.tar.gz", "tests/b.whl", ".wheelpin-x"];
        for file in files {
            let path = directory.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        assert_eq!(tree_files(directory.path(), "").unwrap().len(), files.len());
        fs::write(directory.path().join(MANIFEST), "").unwrap();
        assert_eq!(tree_files(directory.path(), "").unwrap(), ["pyproject.toml", "tests/b.whl"]);
    }

    #[test]
    fn a_directory_that_is_no_project_is_not_searched() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a"), "").unwrap();
        assert!(tree_files(directory.path(), "").unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_left_out() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("pyproject.toml"), "").unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(directory.path().join("s")).unwrap();
        std::os::unix::fs::symlink("missing", directory.path().join("link")).unwrap();
        assert_eq!(tree_files(directory.path(), "").unwrap(), ["link", "pyproject.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_read_is_an_error() {
        use std::os::unix::fs::PermissionsExt;

        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("pyproject.toml"), "").unwrap();
        let folder = directory.path().join("folder");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o0)).unwrap();
        // Root reads everything.
        let readable = fs::read_dir(&folder).is_ok();
        assert_eq!(tree_files(directory.path(), "").is_ok(), readable);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
}
