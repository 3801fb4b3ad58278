use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::begun::Begun;
use super::remote::Remote;
use crate::Error;
use crate::git::{Git, argv};
use crate::history::Head;
use crate::version::{TagFormat, Version};
use crate::writing::Transaction;

/// How a release becomes part of the repository: at once by [`Publish::run`], or step by
/// step, each of which can be repeated after it was interrupted anywhere:
///
/// 1. [`Publish::begin`] looks whether it can, and changes nothing
/// 2. [`Publish::commit`] writes the files and commits them
/// 3. [`Publish::tag`] tags that commit
/// 4. [`Publish::push`] pushes both, both or neither
///
/// [`Publish::undo`] takes back what was done, until it is pushed.
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
    /// Does every step. What fails leaves everything as it was.
    ///
    /// # Errors
    ///
    /// Those of the steps.
    pub fn run(&self, files: &BTreeMap<PathBuf, String>, version: &Version) -> Result<Done, Error> {
        if !self.is_committed {
            Transaction::new(files, self.git_directory).write()?;
            return Ok(Done { commit: None, tag: None });
        }
        let begun = self.begin(files, version)?;
        let old = texts(files);
        let commit = self.commit(&begun, files)?;
        let tagged = self.tag(&begun, &commit);
        let pushed = tagged.and_then(|()| match self.push {
            Some(remote) => self.push(&begun, &commit, remote),
            None => Ok(()),
        });
        match pushed {
            Ok(()) => Ok(Done { commit: Some(commit), tag: Some(begun.tag) }),
            // Whether it is there cannot be told: what is here stays.
            Err(error @ Error::Unanswered { .. }) => Err(error),
            Err(error) => match self.undo(&begun, None) {
                Ok(()) => {
                    // Those that git ignores, too.
                    Transaction::new(&old, self.git_directory).write()?;
                    Err(error)
                }
                Err(source) => Err(Error::NotUndone {
                    tag: begun.tag,
                    before: begun.before,
                    after: error.to_string(),
                    source: Box::new(source),
                }),
            },
        }
    }

    /// Whether a release of these files (by absolute paths, as [`super::State::files`]
    /// gives them) can begin: on a branch, and without changes that are not committed.
    ///
    /// # Errors
    ///
    /// [`Error::Detached`], [`Error::Dirty`], and what git says.
    pub fn begin(
        &self,
        files: &BTreeMap<PathBuf, String>,
        version: &Version,
    ) -> Result<Begun, Error> {
        let Head::Branch(branch) = self.head else { return Err(Error::Detached) };
        let git = self.git();
        let root = self.root.canonicalize();
        let root =
            root.map_err(|source| Error::Read { path: self.root.into(), source: source.into() })?;
        let relative = |path: &PathBuf| path.strip_prefix(&root).unwrap_or(path).to_path_buf();
        let paths: Vec<PathBuf> = files.keys().map(relative).collect();
        let changed = git.run(&argv::status())?;
        let mut dirty: Vec<String> =
            names(&changed).filter_map(|line| line.get(3..)).map(Into::into).collect();
        // A file that git does not know could not be given back.
        dirty.extend(names(&git.run(&argv::untracked(&paths))?).map(Into::into));
        if !dirty.is_empty() {
            return Err(Error::Dirty { files: dirty });
        }
        Ok(Begun {
            branch: branch.clone(),
            before: self.head_commit()?,
            tag: self.tags.tag(version),
            files: paths,
        })
    }

    /// Writes the files and commits those that git does not ignore; gives the commit.
    /// If it was done before, nothing more is done. What fails leaves everything as it
    /// was.
    ///
    /// # Errors
    ///
    /// [`Error::MovedOn`], [`Error::Write`], [`Error::Unfinished`], [`Error::Git`].
    pub fn commit(
        &self,
        begun: &Begun,
        files: &BTreeMap<PathBuf, String>,
    ) -> Result<String, Error> {
        if let Some(commit) = self.committed(begun)? {
            return Ok(commit);
        }
        self.stands_at(begun)?;
        let old = texts(files);
        Transaction::new(files, self.git_directory).write()?;
        let git = self.git();
        let committed = git.run(&argv::not_ignored(&begun.files)).and_then(|listed| {
            let paths: Vec<PathBuf> = names(&listed).map(Into::into).collect();
            git.run(&argv::add(&paths))?;
            git.run(&argv::commit(&begun.message(), &paths))?;
            self.head_commit()
        });
        committed.inspect_err(|_| {
            let _ = git.run(&argv::unstage(&begun.files));
            let _ = Transaction::new(&old, self.git_directory).write();
            for path in files.keys().filter(|path| !old.contains_key(*path)) {
                let _ = fs::remove_file(path);
            }
        })
    }

    /// The release's commit, where it was made and is checked out.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn committed(&self, begun: &Begun) -> Result<Option<String>, Error> {
        let head = self.head_commit()?;
        let is_it = head != begun.before && self.is_of(begun, &head)?;
        Ok(is_it.then_some(head))
    }

    /// Tags the commit. A tag that is there already is that of the same commit, or an
    /// error.
    ///
    /// # Errors
    ///
    /// [`Error::TagElsewhere`], [`Error::Git`].
    pub fn tag(&self, begun: &Begun, commit: &str) -> Result<(), Error> {
        match self.tagged(&begun.tag)? {
            Some(there) if there == commit => Ok(()),
            Some(there) => {
                Err(Error::TagElsewhere { tag: begun.tag.clone(), there, wanted: commit.into() })
            }
            None => self.git().run(&argv::tag(&begun.tag, commit)).map(drop),
        }
    }

    /// Pushes the commit as its branch, and the tag: both or neither. Where the remote
    /// has the tag of this commit already, it has both, whatever came after them.
    ///
    /// # Errors
    ///
    /// [`Error::MovedTag`]: the remote has the tag elsewhere. [`Error::Unanswered`]: the
    /// remote was lost on the way, so that it cannot be told. [`Error::Git`]: it refused
    /// and has neither.
    pub fn push(&self, begun: &Begun, commit: &str, remote: &str) -> Result<(), Error> {
        if self.is_pushed(begun, commit, remote)? {
            return Ok(());
        }
        let Err(error) = self.git().run(&argv::push(remote, commit, &begun.branch, &begun.tag))
        else {
            return Ok(());
        };
        match self.is_pushed(begun, commit, remote) {
            Ok(true) => Ok(()),
            Ok(false) => Err(error),
            Err(_) => Err(Error::Unanswered {
                remote: remote.into(),
                tag: begun.tag.clone(),
                branch: begun.branch.clone(),
                source: Box::new(error),
            }),
        }
    }

    fn is_pushed(&self, begun: &Begun, commit: &str, remote: &str) -> Result<bool, Error> {
        let found = Remote::read(self.root, remote, &begun.branch)?;
        match found.tags.get(&begun.tag) {
            None => Ok(false),
            Some(there) if there == commit => Ok(true),
            Some(there) => Err(Error::MovedTag {
                tag: begun.tag.clone(),
                here: commit.into(),
                there: there.clone(),
                remote: remote.into(),
            }),
        }
    }

    /// Takes back what was done, however far it had come: tag, commit and files. If
    /// nothing was, nothing is done. With a `remote` only what it does not have.
    ///
    /// # Errors
    ///
    /// [`Error::Pushed`]: the remote has it. [`Error::MovedOn`]: the branch was changed
    /// since. [`Error::Git`].
    pub fn undo(&self, begun: &Begun, remote: Option<&str>) -> Result<(), Error> {
        if let Some(remote) = remote
            && Remote::read(self.root, remote, &begun.branch)?.tags.contains_key(&begun.tag)
        {
            return Err(Error::Pushed { tag: begun.tag.clone(), remote: remote.into() });
        }
        let committed = self.committed(begun)?;
        if committed.is_none() {
            self.stands_at(begun)?;
        }
        let git = self.git();
        if let Some(there) = self.tagged(&begun.tag)?
            && self.is_of(begun, &there)?
        {
            git.run(&argv::delete_tag(&begun.tag))?;
        }
        match committed {
            Some(_) => git.run(&argv::reset(&begun.before)).map(drop),
            None => self.restore(begun),
        }
    }

    /// Files that were written and not committed, as they were before.
    fn restore(&self, begun: &Begun) -> Result<(), Error> {
        let git = self.git();
        git.run(&argv::unstage(&begun.files))?;
        let kept = git.run(&argv::in_commit(&begun.before, &begun.files))?;
        let kept: Vec<PathBuf> = names(&kept).map(Into::into).collect();
        if !kept.is_empty() {
            git.run(&argv::checkout(&begun.before, &kept))?;
        }
        // They were not there, or it would not have begun.
        for name in names(&git.run(&argv::untracked(&begun.files))?) {
            let path = self.root.join(name);
            fs::remove_file(&path).map_err(|source| Error::Write { path, source })?;
        }
        Ok(())
    }

    /// Whether the branch is where the release was begun.
    fn stands_at(&self, begun: &Begun) -> Result<(), Error> {
        let branch = self.git().run(&argv::branch())?;
        let head = self.head_commit()?;
        let is_there = branch.trim().strip_prefix("refs/heads/") == Some(&begun.branch);
        if is_there && head == begun.before {
            return Ok(());
        }
        Err(Error::MovedOn { branch: begun.branch.clone(), before: begun.before.clone(), head })
    }

    /// Whether a commit is the one of this release: it follows the one before, names the
    /// tag and changes no other files.
    fn is_of(&self, begun: &Begun, commit: &str) -> Result<bool, Error> {
        let git = self.git();
        let raw = git.run(&argv::raw(commit))?;
        let (headers, message) = raw.split_once("\n\n").unwrap_or((&raw, ""));
        let parents: Vec<&str> =
            headers.lines().filter_map(|line| line.strip_prefix("parent ")).collect();
        if parents != [begun.before.as_str()] || !message.contains(&begun.tag) {
            return Ok(false);
        }
        let changed = git.run(&argv::changed(commit))?;
        let ours: BTreeSet<&Path> = begun.files.iter().map(PathBuf::as_path).collect();
        Ok(names(&changed).all(|name| ours.contains(Path::new(name))))
    }

    /// The commit of a local tag.
    fn tagged(&self, tag: &str) -> Result<Option<String>, Error> {
        let found = self.git().run(&argv::find_tag(tag))?;
        Ok(found.split_whitespace().next_back().map(Into::into))
    }

    fn head_commit(&self) -> Result<String, Error> {
        Ok(self.git().run(&argv::head())?.trim().to_owned())
    }

    fn git(&self) -> Git {
        Git::new(self.root)
    }
}

/// What stands in the files that are there.
fn texts(files: &BTreeMap<PathBuf, String>) -> BTreeMap<PathBuf, String> {
    let paths = files.keys().cloned();
    paths.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect()
}

/// Names as git writes them with `-z`.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('\0').filter(|name| !name.is_empty())
}
