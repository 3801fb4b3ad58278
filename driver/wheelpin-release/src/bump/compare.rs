use std::collections::BTreeSet;

use super::doubt::Doubt;
use super::on_index::OnIndex;
use super::remote::Remote;
use super::state::State;
use crate::Error;
use crate::git::{Git, argv};
use crate::history::{Head, Tag};
use crate::release::Holder;
use crate::version::Version;

/// Most unsigned tags that are named.
const NAMED: usize = 5;

impl State {
    /// Takes what an index has for versions that exist.
    pub fn add_index(&mut self, on_index: &OnIndex) {
        let OnIndex { index, versions, others } = on_index;
        self.known.taken.add(versions.iter().copied(), Holder::Index);
        if *others > 0 {
            self.doubts.push(Doubt::Others { index: index.clone(), count: *others });
        }
        let (_, range) = self.branch();
        let newest = versions.iter().rev().find(|version| version.pre.is_none());
        if let Some(version) = newest
            && range.is_none()
            && self.found.iter().all(|tag| tag.version < *version)
        {
            self.doubts.push(Doubt::LaterOnIndex { index: index.clone(), version: *version });
        }
    }

    /// Compares branch and tags with what a remote, which is called `name`, has, before
    /// anything is pushed there. Its tags are versions that exist.
    ///
    /// # Errors
    ///
    /// [`Error::Behind`]: it has commits that are not here. [`Error::TagNotHere`]: it has
    /// a later release of a commit that is here. [`Error::MovedTag`]: it has the last
    /// release elsewhere.
    pub fn add_remote(&mut self, name: &str, remote: &Remote) -> Result<(), Error> {
        if let (Some(commit), Head::Branch(branch)) = (&remote.branch, &self.head)
            && !self.has(commit)
        {
            return Err(Error::Behind { branch: branch.clone(), remote: name.into() });
        }
        let counted: BTreeSet<Version> =
            [self.known.base(), self.known.newest()].into_iter().flatten().collect();
        for (tag, there) in &remote.tags {
            let Some(version) = self.tags.version(tag) else { continue };
            if !self.known.taken.has(&version, Holder::Tag) {
                self.known.taken.add([version], Holder::Remote);
            }
            match self.found.iter().find(|found| found.name == *tag) {
                None if self.has(there)
                    && self.known.newest().is_none_or(|newest| version > newest) =>
                {
                    return Err(Error::TagNotHere { tag: tag.clone(), remote: name.into() });
                }
                None => {}
                Some(found) if is(&found.commit, there) => {}
                Some(found) => {
                    let (here, there) = (found.commit.to_string(), there.clone());
                    let (tag, remote) = (tag.clone(), name.to_owned());
                    if counted.contains(&version) {
                        return Err(Error::MovedTag { tag, here, there, remote });
                    }
                    self.doubts.push(Doubt::Moved { tag, here, there, remote });
                }
            }
        }
        for tag in self.found.iter().filter(|tag| counted.contains(&tag.version)) {
            if !remote.tags.contains_key(&tag.name) {
                self.doubts
                    .push(Doubt::NotPushed { tag: tag.name.clone(), remote: name.to_owned() });
            }
        }
        Ok(())
    }

    /// The tag of the last release with its commit, where that is checked out and the
    /// remote lacks the tag: a run ended before it was pushed.
    #[must_use]
    pub fn not_pushed(&self, remote: &Remote) -> Option<(String, String)> {
        let newest = self.known.newest();
        let tag = self.found.iter().find(|tag| Some(tag.version) == newest)?;
        let is_here = self.repository.head_id() == Some(tag.commit);
        let is_there = remote.tags.contains_key(&tag.name);
        (is_here && !is_there).then(|| (tag.name.clone(), tag.commit.to_string()))
    }

    /// Notes which tags are not signed, where git is to sign them: the newest that can be
    /// reached, and those after the first one that is signed.
    ///
    /// # Errors
    ///
    /// What git says, and [`Error::Repository`].
    pub fn add_unsigned(&mut self) -> Result<(), Error> {
        if Git::new(&self.root).run(&argv::signs_tags())?.trim() != "true" {
            return Ok(());
        }
        let mut unsigned = Vec::new();
        let mut pending = Vec::new();
        let reachable: Vec<&Tag> =
            self.found.iter().filter(|tag| self.history.contains(&tag.commit)).collect();
        for (place, tag) in reachable.iter().rev().enumerate() {
            if self.repository.is_signed(tag)? {
                unsigned.append(&mut pending);
            } else if place == 0 {
                unsigned.push(tag.name.clone());
            } else {
                pending.push(tag.name.clone());
            }
        }
        unsigned.truncate(NAMED);
        if !unsigned.is_empty() {
            self.doubts.push(Doubt::Unsigned { tags: unsigned });
        }
        Ok(())
    }

    /// Whether a commit is in the history of what is checked out.
    fn has(&self, commit: &str) -> bool {
        commit.parse().is_ok_and(|id: gix::ObjectId| self.history.contains(&id))
    }
}

fn is(id: &gix::ObjectId, commit: &str) -> bool {
    commit.parse().is_ok_and(|other: gix::ObjectId| other == *id)
}
