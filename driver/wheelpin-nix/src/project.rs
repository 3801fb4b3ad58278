use std::path::{Path, PathBuf};

use crate::Error;

/// Where a project is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Project {
    /// A directory in or below which Nix finds a flake.nix.
    Directory(PathBuf),
    /// A flake reference without a fragment, such as `github:owner/name`.
    Reference(String),
}

impl Project {
    /// Tells a directory from a flake reference.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchProject`] for what is neither, [`Error::NoFlake`] for a
    /// directory that has no flake.nix, nor has any above it (where Nix looks
    /// too), and [`Error::Fragment`] for a reference that names an output.
    pub fn new(project: &str) -> Result<Self, Error> {
        let path = Path::new(project);
        if path.is_dir() {
            return if has_flake(path) {
                Ok(Self::Directory(path.into()))
            } else {
                Err(Error::NoFlake { project: project.into() })
            };
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

    /// The flake reference to give to Nix when it runs in [`Self::directory`].
    pub(crate) fn flake(&self) -> &str {
        match self {
            // A path may hold characters that mean something in a reference.
            Self::Directory(_) => ".",
            Self::Reference(reference) => reference,
        }
    }

    /// Where Nix must run; none is anywhere.
    pub(crate) fn directory(&self) -> Option<&Path> {
        match self {
            Self::Directory(directory) => Some(directory),
            Self::Reference(_) => None,
        }
    }
}

impl std::fmt::Display for Project {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(directory) => write!(formatter, "{}", directory.display()),
            Self::Reference(reference) => formatter.write_str(reference),
        }
    }
}

fn has_flake(directory: &Path) -> bool {
    directory
        .canonicalize()
        .is_ok_and(|path| path.ancestors().any(|above| above.join("flake.nix").is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_directory_is_a_reference() {
        let project = Project::new("github:owner/name").unwrap();
        assert_eq!(project, Project::Reference("github:owner/name".into()));
        assert_eq!(project.flake(), "github:owner/name");
        assert_eq!(project.directory(), None);
    }

    #[test]
    fn a_directory_is_where_nix_runs() {
        let project = Project::Directory("a#b".into());
        assert_eq!(project.flake(), ".");
        assert_eq!(project.directory(), Some(Path::new("a#b")));
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
