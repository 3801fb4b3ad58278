use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::tree_files::tree_files;
use crate::{Error, library};

/// What a flake that has to do with wheelpin names somewhere.
const NAME: &[u8] = b"wheelpin";

/// Where a project is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Project {
    /// A directory in or above which there is a flake.nix that has to do with wheelpin.
    Directory(PathBuf),
    /// A directory without one.
    Tree(PathBuf),
    /// A directory without one whose pyproject.toml is in one below it.
    TreeWith {
        /// The directory.
        root: PathBuf,
        /// The one below it, relative.
        project: String,
    },
    /// A flake reference without a fragment, such as `github:owner/name`.
    Reference(String),
}

/// What Nix evaluates a project from.
#[derive(Debug)]
pub(crate) enum Source {
    /// A flake, as referred to from `directory` (none: from anywhere).
    Flake { reference: String, directory: Option<PathBuf> },
    /// An expression for what a flake's outputs would be.
    Tree { expression: String },
}

impl Source {
    pub(crate) fn directory(&self) -> Option<&Path> {
        match self {
            Self::Flake { directory, .. } => directory.as_deref(),
            Self::Tree { .. } => None,
        }
    }
}

impl Project {
    /// Tells a directory from a flake reference.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchProject`] for what is neither, and [`Error::Fragment`] for a
    /// reference that names an output.
    pub fn new(project: &str) -> Result<Self, Error> {
        let path = Path::new(project);
        if path.is_dir() {
            return Ok(match flake_of(path) {
                Some(flake) if is_wheelpins(&flake) => Self::Directory(path.into()),
                _ => Self::Tree(path.into()),
            });
        }
        if let Some((flake, _)) = project.split_once('#') {
            return Err(Error::Fragment { project: project.into(), flake: flake.into() });
        }
        // `-` would make it an option of Nix.
        if project.is_empty() || project.starts_with(['.', '/', '-']) {
            return Err(Error::NoSuchProject { project: project.into() });
        }
        Ok(Self::Reference(project.into()))
    }

    /// The flake.nix of a directory that is not read, since it has nothing to do with wheelpin.
    #[must_use]
    pub fn other_flake(&self) -> Option<PathBuf> {
        match self {
            Self::Tree(directory) | Self::TreeWith { root: directory, .. } => flake_of(directory),
            Self::Directory(_) | Self::Reference(_) => None,
        }
    }

    /// The directory; of a reference nothing.
    fn path(&self) -> &Path {
        match self {
            Self::Directory(directory) | Self::Tree(directory) => directory,
            Self::TreeWith { root, .. } => root,
            Self::Reference(_) => Path::new(""),
        }
    }

    /// What Nix evaluates, and what must be kept until it has.
    pub(crate) fn source(&self) -> io::Result<(Source, Option<TempDir>)> {
        match self {
            // A path may hold characters that mean something in a reference.
            Self::Directory(directory) => Ok((
                Source::Flake { reference: ".".into(), directory: Some(directory.clone()) },
                None,
            )),
            Self::Reference(reference) => {
                Ok((Source::Flake { reference: reference.clone(), directory: None }, None))
            }
            Self::Tree(_) | Self::TreeWith { .. } => {
                let (directory, project) = match self {
                    Self::TreeWith { root, project } => (root.canonicalize()?, project.as_str()),
                    other => (other.path().canonicalize()?, ""),
                };
                let scratch = tempfile::Builder::new().prefix("wheelpin-").tempdir()?;
                let library = scratch.path().join("library");
                std::fs::create_dir(&library)?;
                library::write(&library)?;
                let files = scratch.path().join("files");
                let mut lines = tree_files(&directory, project)?.join("\n");
                lines.push('\n');
                std::fs::write(&files, lines)?;
                let expression = format!(
                    "import (/. + {}) {{ path = {}; files = {};{} }}",
                    literal(&library.join("nix/tree.nix")),
                    literal(&directory),
                    literal(&files),
                    match project {
                        "" => String::new(),
                        project => format!(" project = {};", literal(Path::new(project))),
                    },
                );
                Ok((Source::Tree { expression }, Some(scratch)))
            }
        }
    }
}

/// A string of the Nix language.
fn literal(path: &Path) -> String {
    let text = path.to_string_lossy();
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"").replace('$', r"\$"))
}

impl std::fmt::Display for Project {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(directory) | Self::Tree(directory) => {
                write!(formatter, "{}", directory.display())
            }
            Self::TreeWith { root, project } => {
                write!(formatter, "{}", root.join(project).display())
            }
            Self::Reference(reference) => formatter.write_str(reference),
        }
    }
}

/// As Nix looks for it: no higher than the git repository that holds the directory.
fn flake_of(directory: &Path) -> Option<PathBuf> {
    let path = directory.canonicalize().ok()?;
    for above in path.ancestors() {
        let flake = above.join("flake.nix");
        if flake.is_file() {
            return Some(flake);
        }
        if above.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Whether wheelpin is among a flake's inputs, or theirs. Many projects have a flake for their
/// development shell alone.
fn is_wheelpins(flake: &Path) -> bool {
    let names_it = |path: &Path| {
        // What cannot be read is for Nix to tell of.
        std::fs::read(path).map_or_else(
            |error| error.kind() != io::ErrorKind::NotFound,
            |content| content.windows(NAME.len()).any(|part| part.eq_ignore_ascii_case(NAME)),
        )
    };
    names_it(flake) || names_it(&flake.with_file_name("flake.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAKE: &str = r#"{ inputs.wheelpin.url = "path:elsewhere"; }"#;

    #[test]
    fn a_name_that_is_no_directory_is_a_reference() {
        let project = Project::new("github:owner/name").unwrap();
        assert_eq!(project, Project::Reference("github:owner/name".into()));
    }

    #[test]
    fn a_flake_above_the_git_repository_is_not_the_projects() {
        let directory = tempfile::tempdir().unwrap();
        let below = directory.path().join("repository/project");
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(directory.path().join("flake.nix"), FLAKE).unwrap();
        let project = || Project::new(below.to_str().unwrap()).unwrap();
        assert_eq!(project(), Project::Directory(below.clone()));
        std::fs::create_dir(directory.path().join("repository/.git")).unwrap();
        assert_eq!(project(), Project::Tree(below.clone()));
    }

    #[test]
    fn a_flake_without_wheelpin_is_not_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().canonicalize().unwrap();
        let project = || Project::new(path.to_str().unwrap()).unwrap();
        assert_eq!(project().other_flake(), None);
        std::fs::write(path.join("flake.nix"), "{ outputs = _: { }; }").unwrap();
        assert_eq!(project(), Project::Tree(path.clone()));
        assert_eq!(project().other_flake(), Some(path.join("flake.nix")));
        // An input of an input: only the lock file knows.
        std::fs::write(path.join("flake.lock"), r#"{ "nodes": { "Wheelpin": { } } }"#).unwrap();
        assert_eq!(project(), Project::Directory(path.clone()));
        assert_eq!(project().other_flake(), None);
    }

    #[test]
    fn a_directory_is_where_nix_runs() {
        let (source, _) = Project::Directory("a#b".into()).source().unwrap();
        assert_eq!(source.directory(), Some(Path::new("a#b")));
    }

    #[test]
    fn a_tree_is_evaluated_without_writing_into_it() {
        let directory = tempfile::tempdir().unwrap();
        let tree = directory.path().join("it's $a \"tree\"");
        std::fs::create_dir(&tree).unwrap();
        std::fs::write(tree.join("pyproject.toml"), "").unwrap();
        let (source, scratch) = Project::Tree(tree.clone()).source().unwrap();
        let Source::Tree { expression } = source else { unreachable!() };
        assert!(expression.contains(r#"it's \$a \"tree\"""#), "{expression}");
        let files = std::fs::read_to_string(scratch.unwrap().path().join("files")).unwrap();
        assert_eq!(files, "pyproject.toml\n");
        assert_eq!(std::fs::read_dir(tree).unwrap().count(), 1);
    }

    #[test]
    fn a_path_that_does_not_exist_is_not_asked_of_nix() {
        for project in ["./missing", "/missing", "--option", ""] {
            assert!(matches!(Project::new(project), Err(Error::NoSuchProject { .. })), "{project}");
        }
    }

    #[test]
    fn an_output_is_not_a_project() {
        for project in [".#wheels", "github:owner/name#wheels"] {
            assert!(matches!(Project::new(project), Err(Error::Fragment { .. })), "{project}");
        }
    }
}
