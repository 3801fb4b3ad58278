use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::tree_files::tree_files;
use crate::{Error, library};

/// Where a project is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Project {
    /// A directory in or above which there is a flake.nix.
    Directory(PathBuf),
    /// A directory without a flake.
    Tree(PathBuf),
    /// A directory without a flake whose pyproject.toml is in one below it.
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
            return Ok(if has_flake(path) {
                Self::Directory(path.into())
            } else {
                Self::Tree(path.into())
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
fn has_flake(directory: &Path) -> bool {
    let Ok(path) = directory.canonicalize() else { return false };
    for above in path.ancestors() {
        if above.join("flake.nix").is_file() {
            return true;
        }
        if above.join(".git").exists() {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

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
        std::fs::write(directory.path().join("flake.nix"), "").unwrap();
        let project = || Project::new(below.to_str().unwrap()).unwrap();
        assert_eq!(project(), Project::Directory(below.clone()));
        std::fs::create_dir(directory.path().join("repository/.git")).unwrap();
        assert_eq!(project(), Project::Tree(below.clone()));
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
