use std::path::{Path, PathBuf};

use crate::Error;
use crate::git::{Git, argv};

/// A copy of a repository to try a release in: commits, tags and pushes stay in it.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// The working tree, with the branch checked out.
    pub work: PathBuf,
    /// What is `origin` there: a repository of its own.
    pub remote: PathBuf,
}

impl Scratch {
    /// Copies what is committed in the repository at `root`, with its tags, into
    /// `directory`, which must exist. Hooks do not run there and nothing is signed; the
    /// identity is the user's. The branch is at the commit that is checked out, whether or not
    /// the repository has a branch of that name: workflows check pull requests out without one.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn new(root: &Path, branch: &str, directory: &Path) -> Result<Self, Error> {
        let (work, remote) = (directory.join("work"), directory.join("remote.git"));
        let here = Git::new(root);
        here.run(&argv::clone_bare(root, &remote))?;
        let head = here.run(&argv::head())?;
        Git::new(&remote).run(&argv::set_branch(branch, head.trim()))?;
        here.run(&argv::clone_apart(&remote, branch, &work))?;
        let there = Git::new(&work);
        for key in ["user.name", "user.email"] {
            let value = here.run(&argv::setting(key))?;
            if !value.trim().is_empty() {
                there.run(&argv::set(key, value.trim()))?;
            }
        }
        Ok(Self { work, remote })
    }
}
