use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::git::{Git, argv};
use crate::history::Head;
use crate::version::{TagFormat, Version};
use crate::writing::Transaction;

/// How a release becomes part of the repository.
#[derive(Clone, Debug)]
pub struct Publish<'a> {
    /// The root of the working tree.
    pub root: &'a Path,
    /// Git's own directory.
    pub git_directory: &'a Path,
    /// Where the working tree stands.
    pub head: &'a Head,
    /// The tags of the project.
    pub tags: &'a TagFormat,
    /// Whether it is committed and tagged.
    pub is_committed: bool,
    /// The remote that commit and tag are pushed to.
    pub push: Option<&'a str>,
}

/// What became of a release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Done {
    /// The commit.
    pub commit: Option<String>,
    /// The tag.
    pub tag: Option<String>,
}

impl Publish<'_> {
    /// Whether it can begin: on a branch, and without changes that are not committed.
    ///
    /// # Errors
    ///
    /// [`Error::Detached`], [`Error::Dirty`], and what git says.
    pub fn prepare(&self) -> Result<(), Error> {
        if !self.is_committed {
            return Ok(());
        }
        if *self.head == Head::Detached {
            return Err(Error::Detached);
        }
        let changed = Git::new(self.root).run(&argv::status())?;
        let changed: Vec<String> =
            changed.lines().filter_map(|line| line.get(3..)).map(Into::into).collect();
        if changed.is_empty() { Ok(()) } else { Err(Error::Dirty { files: changed }) }
    }

    /// Writes the files, commits them, tags the commit and pushes both at once. What
    /// fails leaves everything as it was.
    ///
    /// # Errors
    ///
    /// [`Error::Write`], [`Error::Unfinished`], [`Error::Git`].
    pub fn run(&self, files: &BTreeMap<PathBuf, String>, version: &Version) -> Result<Done, Error> {
        let mut old = BTreeMap::new();
        let mut new = Vec::new();
        for path in files.keys() {
            match fs::read_to_string(path) {
                Ok(text) => drop(old.insert(path.clone(), text)),
                Err(_) => new.push(path.clone()),
            }
        }
        Transaction::new(files, self.git_directory).write()?;
        if !self.is_committed {
            return Ok(Done { commit: None, tag: None });
        }
        let tag = self.tags.tag(version);
        let paths: Vec<PathBuf> = files.keys().cloned().collect();
        let git = Git::new(self.root);
        let before = git.run(&argv::head())?.trim().to_owned();
        let message = format!("chore(release): {tag}");
        let committed = git
            .run(&argv::add(&paths))
            .and_then(|_| git.run(&argv::commit(&message, &paths)))
            .and_then(|_| git.run(&argv::head()));
        let commit = committed.inspect_err(|_| {
            let _ = git.run(&argv::unstage(&paths));
            let _ = Transaction::new(&old, self.git_directory).write();
            for path in &new {
                let _ = fs::remove_file(path);
            }
        })?;
        git.run(&argv::tag(&tag)).inspect_err(|_| {
            let _ = git.run(&argv::reset(&before));
        })?;
        if let (Some(remote), Head::Branch(branch)) = (self.push, self.head) {
            git.run(&argv::push(remote, branch, &tag)).inspect_err(|_| {
                let _ = git.run(&argv::delete_tag(&tag));
                let _ = git.run(&argv::reset(&before));
            })?;
        }
        Ok(Done { commit: Some(commit.trim().into()), tag: Some(tag) })
    }
}
