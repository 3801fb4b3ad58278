use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::state::{Outcome, State};
use crate::Error;
use crate::changelog::{Changelog, Release, Section};
use crate::commit::Change;
use crate::release::{Next, Tally};
use crate::version::Version;

impl State {
    /// What commits say, as entries of the changelog: those since the last release, or,
    /// of a pre-release, since the one before it.
    ///
    /// # Errors
    ///
    /// [`Error::Shallow`].
    pub fn section(&self, outcome: &Outcome) -> Result<Section, Error> {
        let is_pre = outcome.next.is_some_and(|next| next.version.pre.is_some());
        let pairs = if is_pre { self.since_newest(outcome)? } else { outcome.pairs() };
        let tally = Tally::of(&pairs, &self.project.settings);
        let changes = tally.entries.iter().map(|entry| (entry.commit, entry.change));
        Ok(self.section_of(outcome, changes))
    }

    fn section_of<'a>(
        &self,
        outcome: &'a Outcome,
        changes: impl Iterator<Item = (&'a str, &'a Change)>,
    ) -> Section {
        let authors: BTreeMap<&str, &str> = outcome
            .commits
            .iter()
            .map(|commit| (commit.hash.as_str(), commit.author.as_str()))
            .collect();
        let changes = changes
            .map(|(hash, change)| (hash, authors.get(hash).copied().unwrap_or_default(), change));
        Section::of(changes, &self.project.changelog, self.project.links().as_ref())
    }

    /// What people wrote of the pre-releases of a version. Entries that commits made are
    /// left out: those that still hold are made again.
    fn written_before(&self, outcome: &Outcome, version: Version) -> Section {
        let mut written = Section::default();
        if version.pre.is_some() || self.project.changelog.template.is_some() {
            return written;
        }
        let pre: BTreeSet<Version> = self
            .changelog
            .versions()
            .filter(|other| other.pre.is_some() && other.release() == version)
            .collect();
        for notes in pre.iter().filter_map(|other| self.changelog.notes(other)) {
            written.merge(Section::parse(notes));
        }
        let pairs = outcome.pairs().into_iter();
        let all = pairs
            .flat_map(|(hash, message)| message.changes.iter().map(move |change| (hash, change)));
        let made = self.section_of(outcome, all);
        let made: BTreeSet<String> =
            made.groups.into_iter().flat_map(|group| group.entries).collect();
        for group in &mut written.groups {
            group.entries.retain(|entry| !made.contains(entry));
        }
        written
    }

    /// The files of a release on a day (as `2026-01-31`) as they are to be; those that
    /// change.
    ///
    /// # Errors
    ///
    /// [`Error::Template`], [`Error::Outside`], [`Error::Shallow`], and [`Error::NoTemplate`].
    pub fn files(
        &self,
        outcome: &Outcome,
        next: &Next,
        date: &str,
    ) -> Result<BTreeMap<PathBuf, String>, Error> {
        let mut files = self.places.with(&next.version);
        let links = self.project.links();
        let template = self.project.template()?;
        let is_pre = next.version.pre.is_some();
        let release = Release {
            version: next.version,
            previous: if is_pre { self.known.newest() } else { self.known.base() },
            date,
            tags: &self.tags,
            links: links.as_ref(),
            template: template.as_deref(),
        };
        let before = self.written_before(outcome, next.version);
        let text = release.added_to(&self.changelog, before, self.section(outcome)?)?;
        files.insert(self.changelog_path()?, text);
        Ok(files)
    }

    /// The notes of a release on a day, as the changelog will have them.
    ///
    /// # Errors
    ///
    /// Those of [`State::files`].
    pub fn notes(&self, outcome: &Outcome, next: &Next, date: &str) -> Result<String, Error> {
        let files = self.files(outcome, next, date)?;
        let text = files.get(&self.changelog_path()?).map(String::as_str).unwrap_or_default();
        let changelog = Changelog::parse(text);
        Ok(changelog.notes(&next.version).unwrap_or_default().to_owned())
    }
}
