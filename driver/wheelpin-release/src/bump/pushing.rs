use std::path::Path;

use super::remote::Remote;
use crate::Error;
use crate::git::{Git, argv};

/// A commit and its tag on the way to a remote.
#[derive(Clone, Copy, Debug)]
pub struct Pushing<'a> {
    /// The root of the working tree.
    pub root: &'a Path,
    /// The remote.
    pub remote: &'a str,
    /// The branch there.
    pub branch: &'a str,
    /// The commit.
    pub commit: &'a str,
    /// Its tag.
    pub tag: &'a str,
}

impl Pushing<'_> {
    /// Pushes the commit as its branch, and the tag: both or neither. Where the remote
    /// has the tag of this commit already, it has both, whatever came after them.
    ///
    /// # Errors
    ///
    /// [`Error::MovedTag`]: the remote has the tag elsewhere. [`Error::Unanswered`]: the
    /// remote was lost on the way, so that it cannot be told. [`Error::Git`]: it refused
    /// and has neither.
    pub fn run(&self) -> Result<(), Error> {
        let Self { root, remote, branch, commit, tag } = *self;
        if self.is_there()? {
            return Ok(());
        }
        let Err(error) = Git::new(root).run(&argv::push(remote, commit, branch, tag)) else {
            return Ok(());
        };
        match self.is_there() {
            Ok(true) => Ok(()),
            Ok(false) => Err(error),
            Err(_) => Err(Error::Unanswered {
                remote: remote.into(),
                tag: tag.into(),
                branch: branch.into(),
                source: Box::new(error),
            }),
        }
    }

    fn is_there(&self) -> Result<bool, Error> {
        let found = Remote::read(self.root, self.remote, self.branch)?;
        match found.tags.get(self.tag) {
            None => Ok(false),
            Some(there) if there == self.commit => Ok(true),
            Some(there) => Err(Error::MovedTag {
                tag: self.tag.into(),
                here: self.commit.into(),
                there: there.clone(),
                remote: self.remote.into(),
            }),
        }
    }
}
