use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::MANIFEST;

/// Folders that no build reads, whatever a .gitignore says.
const NEVER: [&str; 7] = [".git", ".hg", ".jj", ".venv", "__pycache__", "node_modules", ".direnv"];

/// Files of a source tree, relative to it and sorted: all but what .gitignore
/// files name (in a git repository or not), version control, build output and
/// virtual environments. The lock file counts even where it is ignored, since it
/// is what a build is pinned by. Names that are no UTF-8 or hold a line feed are
/// left out.
pub(crate) fn tree_files(directory: &Path) -> Vec<String> {
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
    let mut files: Vec<String> = walk
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .filter_map(|entry| relative(entry.path(), directory))
        .collect();
    if directory.join("Cargo.lock").is_file() {
        files.push("Cargo.lock".into());
    }
    files.sort();
    files.dedup();
    files
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
        assert_eq!(tree_files(directory.path()), ["pyproject.toml", "python/dist/a.js"]);
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
            tree_files(directory.path()),
            [
                ".gitignore",
                "Cargo.lock",
                "Cargo.toml",
                "python/a.py",
                "src/lib.rs",
                "src/target/ordinary.rs",
            ],
        );
    }
}
