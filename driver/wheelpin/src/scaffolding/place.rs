use std::fs;
use std::path::{Component, Path, PathBuf};

use wheelpin_release::git::{Git, argv};

use crate::error::Error;

/// The directory of the project that a repository's root has, below it; empty for the root itself.
pub(crate) fn place(root: &Path, asked: Option<&Path>) -> Result<String, Error> {
    if !root.is_dir() {
        return Err(Error::NoDirectory { path: root.into() });
    }
    if let Some(top) = top(root) {
        return Err(Error::NotRoot { path: root.into(), root: top });
    }
    match asked {
        Some(project) => within(project),
        None => find(root),
    }
}

/// A path without `.` and with `..` followed, with `/`.
pub(crate) fn normal(path: &Path) -> String {
    let mut words: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(word) => words.push(word.to_string_lossy().into_owned()),
            Component::ParentDir => {
                words.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    words.join("/")
}

/// The root of the repository that a directory is in, if it is another: workflows count there alone.
fn top(root: &Path) -> Option<PathBuf> {
    let text = Git::new(root).run(&argv::top_level()).ok()?;
    let top = PathBuf::from(text.trim_end_matches(['\n', '\r'])).canonicalize().ok()?;
    (root.canonicalize().ok()? != top).then_some(top)
}

/// A directory below the root, as it is written in workflows.
fn within(path: &Path) -> Result<String, Error> {
    let is_below =
        path.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir));
    if !is_below {
        return Err(Error::NotBelow { path: path.into() });
    }
    Ok(normal(path))
}

/// The one directory with a project that maturin builds: the root, or one not far below it.
fn find(root: &Path) -> Result<String, Error> {
    if root.join("pyproject.toml").is_file() {
        return Ok(String::new());
    }
    let mut found = Vec::new();
    let mut queue = vec![(root.to_owned(), 0)];
    while let Some((directory, depth)) = queue.pop() {
        let Ok(entries) = fs::read_dir(&directory) else { continue };
        for entry in entries.flatten().take(1000) {
            let name = entry.file_name();
            let is_hidden = name.to_string_lossy().starts_with('.');
            let is_directory = entry.file_type().is_ok_and(|it| it.is_dir());
            if !is_directory || is_hidden || name == "target" || name == "node_modules" {
                continue;
            }
            let path = entry.path();
            let text = fs::read_to_string(path.join("pyproject.toml")).unwrap_or_default();
            if text.contains("maturin") {
                found.push(normal(path.strip_prefix(root).unwrap_or(&path)));
            } else if depth < 2 {
                queue.push((path, depth + 1));
            }
        }
    }
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(Error::WhichProject { directory: root.into(), found }),
    }
}
