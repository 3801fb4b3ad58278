use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Git, argv};
use crate::Error;

/// A release in a repository, beside the working tree: its commit is made in a second one, and
/// kept by a reference of wheelpin's own until it is pushed. The user's files, index and branch
/// stay as they are until then.
#[derive(Clone, Debug)]
pub struct Work {
    git: Git,
    root: PathBuf,
    scratch: PathBuf,
}

/// What a remote has.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Remote {
    /// The commit of the branch.
    pub branch: Option<String>,
    /// The tag's own object.
    pub tag: Option<String>,
    /// The commit that the tag stands for.
    pub tagged: Option<String>,
}

/// How a push ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Pushed {
    /// The remote has both.
    Done,
    /// The branch has gone on there, or the tag is there; nothing was changed.
    LostRace(String),
}

impl Work {
    /// In the repository of a working tree's root.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn new(root: &Path) -> Result<Self, Error> {
        let git = Git::new(root);
        let common = git.run(&argv::common_directory())?;
        let common = root.join(common.trim_end_matches(['\n', '\r']));
        let common = common.canonicalize().unwrap_or(common);
        Ok(Self { git, root: root.into(), scratch: common.join("wheelpin") })
    }

    /// The root of the user's working tree.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A second working tree of a commit, for the release's own; made anew.
    ///
    /// # Errors
    ///
    /// What git says, and [`Error::Write`].
    pub fn worktree(&self, commit: &str) -> Result<PathBuf, Error> {
        let path = self.scratch.join("bump");
        self.remove(&path)?;
        self.git.run(&argv::add_worktree(&path, commit))?;
        Ok(path)
    }

    /// A clone with the files of a commit, to build from; made anew.
    ///
    /// # Errors
    ///
    /// What git says, and [`Error::Write`].
    pub fn clone_of(&self, commit: &str) -> Result<PathBuf, Error> {
        let path = self.scratch.join("build");
        self.remove(&path)?;
        self.git.run(&argv::clone_shared(&self.root, &path))?;
        Git::new(&path).run(&argv::detach(commit))?;
        Ok(path)
    }

    /// Takes working trees and clones away.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn clean(&self) -> Result<(), Error> {
        self.remove(&self.scratch.join("bump"))?;
        self.remove(&self.scratch.join("build"))
    }

    fn remove(&self, path: &Path) -> Result<(), Error> {
        if !path.exists() {
            let _ = self.git.run(&argv::prune_worktrees());
            return Ok(());
        }
        // Of what a killed run left git may know or not.
        let _ = self.git.run(&argv::remove_worktree(path));
        match fs::remove_dir_all(path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Write { path: path.into(), source }),
        }
        let _ = self.git.run(&argv::prune_worktrees());
        Ok(())
    }

    /// Keeps a release's commit from being thrown away.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn keep(&self, tag: &str, commit: &str) -> Result<(), Error> {
        self.git.run(&argv::set_reference(&kept(tag), commit)).map(drop)
    }

    /// The commit that is kept for a tag.
    #[must_use]
    pub fn kept(&self, tag: &str) -> Option<String> {
        self.resolve(&kept(tag))
    }

    /// Lets go of a release's commit.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn forget(&self, tag: &str) -> Result<(), Error> {
        if self.kept(tag).is_none() {
            return Ok(());
        }
        self.git.run(&argv::delete_reference(&kept(tag))).map(drop)
    }

    /// What a name stands for: an object; none where there is none.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<String> {
        let found = self.git.run(&argv::resolve(name)).ok()?;
        Some(found.trim().to_owned()).filter(|found| !found.is_empty())
    }

    /// The parent of a commit.
    #[must_use]
    pub fn parent(&self, commit: &str) -> Option<String> {
        self.resolve(&format!("{commit}^"))
    }

    /// Whether a commit is in another's history, or the same.
    #[must_use]
    pub fn is_ancestor(&self, one: &str, other: &str) -> bool {
        self.git.run(&argv::is_ancestor(one, other)).is_ok()
    }

    /// A local tag: its own object and the commit it stands for.
    #[must_use]
    pub fn tag(&self, tag: &str) -> Option<(String, String)> {
        let object = self.resolve(&format!("refs/tags/{tag}"))?;
        let commit = self.resolve(&format!("refs/tags/{tag}^{{commit}}"))?;
        Some((object, commit))
    }

    /// Tags a commit. A tag that stands for it already is taken as it is.
    ///
    /// # Errors
    ///
    /// [`Error::TagElsewhere`], [`Error::Write`], and what git says.
    pub fn make_tag(&self, tag: &str, commit: &str, message: &str) -> Result<String, Error> {
        if let Some((object, tagged)) = self.tag(tag) {
            return if tagged == commit {
                Ok(object)
            } else {
                Err(Error::TagElsewhere { tag: tag.into(), wanted: commit.into(), there: tagged })
            };
        }
        let file = self.scratch.join("tag-message");
        let write = || fs::create_dir_all(&self.scratch).and_then(|()| fs::write(&file, message));
        write().map_err(|source| Error::Write { path: file.clone(), source })?;
        self.git.run(&argv::tag_commit(tag, commit, &file))?;
        let _ = fs::remove_file(&file);
        let made = self.tag(tag).map(|(object, _)| object);
        made.ok_or_else(|| Error::TagElsewhere {
            tag: tag.into(),
            wanted: commit.into(),
            there: "nothing".into(),
        })
    }

    /// Takes a local tag away.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn delete_tag(&self, tag: &str) -> Result<(), Error> {
        if self.tag(tag).is_none() {
            return Ok(());
        }
        self.git.run(&argv::delete_tag(tag)).map(drop)
    }

    /// What a remote has of a branch and a tag.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn remote(&self, remote: &str, branch: Option<&str>, tag: &str) -> Result<Remote, Error> {
        let branch = branch.map(|branch| format!("refs/heads/{branch}"));
        let tag = format!("refs/tags/{tag}");
        let peeled = format!("{tag}^{{}}");
        let mut names: Vec<&str> = branch.iter().map(String::as_str).collect();
        names.extend([tag.as_str(), peeled.as_str()]);
        let text = self.git.run(&argv::remote_references(remote, &names))?;
        let of = |name: &str| {
            let lines = text.lines().filter_map(|line| line.split_once('\t'));
            lines.into_iter().find(|(_, it)| *it == name).map(|(object, _)| object.to_owned())
        };
        let object = of(&tag);
        Ok(Remote {
            branch: branch.as_deref().and_then(of),
            tagged: of(&peeled).or_else(|| object.clone()),
            tag: object,
        })
    }

    /// Pushes a commit to a branch, and a tag, both or neither.
    ///
    /// # Errors
    ///
    /// What git says, but for a lost race.
    pub fn push(
        &self,
        remote: &str,
        branch: Option<(&str, &str)>,
        tag: &str,
    ) -> Result<Pushed, Error> {
        let mut references: Vec<String> =
            branch.iter().map(|(branch, commit)| format!("{commit}:refs/heads/{branch}")).collect();
        references.push(format!("refs/tags/{tag}:refs/tags/{tag}"));
        match self.git.run(&argv::push_references(remote, &references)) {
            Ok(_) => Ok(Pushed::Done),
            Err(Error::Git { call, source }) => {
                let said = source.to_string();
                // git push(1), "OUTPUT": `!` and the reason in parentheses. The remote's own
                // refusals (hooks, protected branches) are no races.
                let reasons =
                    ["(fetch first)", "(non-fast-forward)", "(already exists)", "(stale info)"];
                if reasons.iter().any(|reason| said.contains(reason)) {
                    Ok(Pushed::LostRace(said))
                } else {
                    Err(Error::Git { call, source })
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Puts a commit onto a branch of a remote that belongs to wheelpin, in place of what it has.
    /// Nothing is pushed where it has the same files on the same commit already; says whether
    /// something was.
    ///
    /// # Errors
    ///
    /// What git says: somebody else pushed there meanwhile.
    pub fn replace_branch(&self, remote: &str, branch: &str, commit: &str) -> Result<bool, Error> {
        let old = self.remote(remote, Some(branch), "no-such-tag")?.branch;
        if let Some(old) = &old {
            let reference = format!("refs/wheelpin/branch/{branch}");
            let fetched = [format!("+refs/heads/{branch}:{reference}")];
            if self.git.run(&argv::fetch(OsStr::new(remote), &fetched)).is_ok() {
                let tree = |commit: &str| self.resolve(&format!("{commit}^{{tree}}"));
                let is_same = tree(old) == tree(commit) && self.parent(old) == self.parent(commit);
                let _ = self.git.run(&argv::delete_reference(&reference));
                if is_same {
                    return Ok(false);
                }
            }
        }
        self.git.run(&argv::replace_branch(remote, branch, commit, old.as_deref())).map(|_| true)
    }

    /// Lets the user's branch go on to the pushed commit; says whether it could.
    #[must_use]
    pub fn advance(&self, branch: &str, commit: &str) -> bool {
        let here = self.resolve("HEAD");
        if self.git.run(&argv::current_branch()).is_ok_and(|it| it.trim() == branch) {
            return here.as_deref() == Some(commit)
                || self.git.run(&argv::fast_forward(commit)).is_ok();
        }
        false
    }

    /// Writes the release's commit, and its tag if there is one, to a file.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn write_bundle(&self, file: &Path, tag: &str, base: &str) -> Result<(), Error> {
        let mut references = Vec::new();
        if self.kept(tag).is_some() {
            references.push(kept(tag));
        }
        if self.tag(tag).is_some() {
            references.push(format!("refs/tags/{tag}"));
        }
        if references.is_empty() {
            return Ok(());
        }
        // A tag of the commit itself would leave nothing to be carried.
        let tagged = self.tag(tag).map(|(_, commit)| commit);
        let without =
            if tagged.as_deref() == Some(base) { self.parent(base) } else { Some(base.to_owned()) };
        self.git.run(&argv::bundle(file, &references, without.as_deref())).map(drop)
    }

    /// Takes a release's commit and tag out of a file.
    ///
    /// # Errors
    ///
    /// What git says: the commit before it is not here, or the file is damaged.
    pub fn read_bundle(&self, file: &Path) -> Result<(), Error> {
        let references =
            ["refs/wheelpin/*:refs/wheelpin/*".into(), "refs/tags/*:refs/tags/*".into()];
        self.git.run(&argv::fetch(OsStr::new(file), &references)).map(drop)
    }
}

/// The reference that keeps the commit of a release.
fn kept(tag: &str) -> String {
    format!("refs/wheelpin/{tag}")
}
