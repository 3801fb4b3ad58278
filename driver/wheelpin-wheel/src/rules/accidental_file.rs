use crate::finding::Place;
use crate::leak::Searched;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "accidental-file",
    area: Area::Leaks,
    severity: Severity::Warning,
    finds: "files that tools leave behind: caches, editor backups, debug files, source maps",
    why: "Nobody who installs the package uses them; they make it larger, and some tell more than \
          was meant.",
    remedy: "Leave them out: `exclude` in `[tool.maturin]`, or delete them before the build.",
    source: "check-wheel-contents' W001 and W002, and the ignore lists of the tools that make them",
    checks: Checks {
        wheel: Some(|wheel| found(&wheel.members, is_left_behind)),
        sdist: Some(|sdist| found(&sdist.members, |path| is_left_behind(path) && !is_source(path))),
        ..Checks::NONE
    },
};

/// File names as a whole.
const NAMES: &[&str] = &[
    ".DS_Store",
    ".env",
    ".gitignore",
    ".gitattributes",
    ".coverage",
    ".netrc",
    ".npmrc",
    ".pypirc",
    "Thumbs.db",
    "desktop.ini",
    "id_rsa",
    "id_ed25519",
];

/// Directories at any depth.
const DIRECTORIES: &[&str] = &[
    ".git",
    ".hg",
    ".svn",
    ".idea",
    ".vscode",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tox",
    ".venv",
    "node_modules",
];

/// Ends of file names.
const ENDS: &[&str] = &[
    ".orig", ".rej", ".swp", "~", ".js.map", ".css.map", ".pdb", ".dwp", ".profraw", ".gcda",
    ".gcno",
];

fn found(members: &[impl Searched], is_wrong: fn(&str) -> bool) -> Option<Found> {
    let left = members.iter().filter(|member| is_wrong(member.path()));
    let places = left.map(|member| Place::member(member.path()));
    Found::places("holds files that nobody meant to publish", places)
}

/// What belongs to a source tree.
fn is_source(path: &str) -> bool {
    path.ends_with(".gitignore") || path.ends_with(".gitattributes") || path.contains("/.vscode/")
}

fn is_left_behind(path: &str) -> bool {
    let mut parts = path.split('/');
    let name = parts.next_back().unwrap_or_default();
    NAMES.contains(&name)
        || ENDS.iter().any(|end| name.len() > end.len() && name.ends_with(end))
        || parts.any(|part| DIRECTORIES.contains(&part) || part.ends_with(".dSYM"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_and_directories_count() {
        for path in
            ["a/.DS_Store", "a/.git/config", "a/b.py.orig", "a.dSYM/Contents/a", "a/x.js.map"]
        {
            assert!(is_left_behind(path), "{path}");
        }
        for path in ["a/git/config.py", "a/environment.env.py", "a/map.py", "~", "a/.gitkeep"] {
            assert!(!is_left_behind(path), "{path}");
        }
    }
}
