use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::begun::message;
use super::doubt::Doubt;
use super::project::Project;
use crate::Error;
use crate::changelog::Changelog;
use crate::commit::{Message, parse};
use crate::history::{Commit, Head, History, Repository, Tag};
use crate::release::{Holder, Known, Next, Taken, Tally, Wanted, check, next};
use crate::version::{Level, Phase, Range, TagFormat, Version, guess};
use crate::writing::Places;

/// Most forms of tags that are looked at where there are none of the project's own.
const FORMATS: usize = 20;

/// Most reverts of merges of which it is known what they take back.
const MERGES: usize = 100;

/// Everything a release of a project is computed from.
pub struct State {
    /// The project.
    pub project: Project,
    /// Where the working tree stands.
    pub head: Head,
    /// The places of its version.
    pub places: Places,
    /// Its changelog.
    pub changelog: Changelog,
    /// The versions there are.
    pub known: Known,
    /// The root of the repository.
    pub root: PathBuf,
    /// Git's own directory.
    pub git_directory: PathBuf,
    /// What was noticed that nobody has to mend before a release.
    pub doubts: Vec<Doubt>,
    pub(super) tags: TagFormat,
    pub(super) found: Vec<Tag>,
    pub(super) repository: Repository,
    pub(super) history: History,
}

/// What is to be released.
pub struct Outcome {
    /// The next version; none: there is nothing to release.
    pub next: Option<Next>,
    /// The commits since the base, newest first.
    pub commits: Vec<Commit>,
    /// What they say, in the same order.
    pub messages: Vec<Message>,
}

impl State {
    /// Reads repository, files and changelog.
    ///
    /// # Errors
    ///
    /// What is wrong with them: see [`Error`].
    pub fn read(project: Project) -> Result<Self, Error> {
        let repository = Repository::open(project.directory())?;
        let root = repository.root().map(PathBuf::from);
        let root =
            root.ok_or_else(|| Error::NoWorkTree { directory: project.directory().into() })?;
        let head = repository.head()?;
        let places =
            Places::find(&project.manifests(), &root, &project.settings.files, &project.others())?;
        let tags = project.tags()?;
        let found = repository.tags(&tags)?;
        let history = repository.history()?;
        let changelog = Changelog::parse(&text(&project)?);
        let reachable =
            found.iter().filter(|tag| history.contains(&tag.commit)).map(|tag| tag.version);
        let reachable: BTreeSet<Version> = reachable.collect();
        let mut taken = Taken::default();
        taken.add(found.iter().map(|tag| tag.version), Holder::Tag);
        taken.add(changelog.versions(), Holder::Changelog);
        let known = Known { reachable, taken, written: places.version().ok() };
        let git_directory = repository.git_directory().to_path_buf();
        Ok(Self {
            project,
            head,
            places,
            changelog,
            known,
            root,
            git_directory,
            doubts: Vec::new(),
            tags,
            found,
            repository,
            history,
        })
    }

    /// The tags of the project.
    #[must_use]
    pub const fn tags(&self) -> &TagFormat {
        &self.tags
    }

    /// What the branch asks for: a kind of pre-release, a range.
    #[must_use]
    pub fn branch(&self) -> (Option<Phase>, Option<Range>) {
        match &self.head {
            Head::Branch(name) => self.project.settings.branch(name),
            Head::Detached => (None, None),
        }
    }

    /// The next version, from commits or as `to` says.
    ///
    /// # Errors
    ///
    /// [`Error::OtherTags`], [`Error::MissingTags`], [`Error::Apart`], [`Error::NotTagged`], [`Error::Shallow`],
    /// [`Error::Version`], and what [`next`] refuses.
    pub fn outcome(&self, pre: Option<Phase>, to: Option<Version>) -> Result<Outcome, Error> {
        if to.is_none() {
            // What cannot be read may be later than all tags.
            self.places.version()?;
        }
        if to.is_none() && self.found.is_empty() && self.project.name().is_none() {
            self.no_other_tags()?;
        }
        let newest = self.changelog.versions().max();
        if let Some(newest) = newest
            && self.known.reachable.is_empty()
            && to.is_none()
        {
            self.history.since(None)?;
            return Err(Error::MissingTags { version: newest, tag: self.tags.tag(&newest) });
        }
        let (branch_pre, range) = self.branch();
        if to.is_none()
            && let Some(tag) = self.apart(range)
        {
            return Err(Error::Apart { tag: tag.name.clone(), commit: tag.commit.to_string() });
        }
        if to.is_none()
            && let Some(tag) = self.half_released()?
        {
            return Err(Error::NotTagged { tag });
        }
        let base = self.known.base();
        let paths = self.project.paths();
        let ids = self.history.since(self.commit_of(base).as_ref())?;
        let commits = self.repository.commits(&ids, &paths)?;
        let types = &self.project.settings.types;
        let mut messages: Vec<Message> =
            commits.iter().map(|commit| parse(&commit.message, commit.is_merge, types)).collect();
        self.extend_reverts(&ids, &commits, &mut messages);
        let outcome = Outcome { next: None, commits, messages };
        let next = match to {
            Some(version) => {
                check(&self.known, version, range)?;
                Some(Next { version, base, skipped: None })
            }
            None => {
                let since_base = outcome.tally(&self.project).level;
                let since_newest = self.level_since_newest(&outcome, since_base)?;
                let wanted = Wanted {
                    zero_rules: self.project.settings.zero_rules(),
                    pre: pre.or(branch_pre),
                    range,
                };
                next(&self.known, since_base, since_newest, wanted)?
            }
        };
        Ok(Outcome { next, ..outcome })
    }

    /// Adds to reverts of merges what those brought in, where that was not released.
    fn extend_reverts(&self, ids: &[gix::ObjectId], commits: &[Commit], messages: &mut [Message]) {
        let of_merges = messages.iter_mut().filter_map(|message| {
            let reverted = message.reverted.as_mut()?;
            let [merge] = reverted.hashes.as_slice() else { return None };
            let merge = gix::ObjectId::from_hex(merge.as_bytes()).ok()?;
            let before = reverted.before_merge.as_ref()?;
            Some((merge, gix::ObjectId::from_hex(before.as_bytes()).ok()?, reverted))
        });
        let ids: HashSet<&gix::ObjectId> = ids.iter().collect();
        for (merge, before, reverted) in of_merges.take(MERGES) {
            if !ids.contains(&merge) {
                continue;
            }
            let brought = self.history.between(&merge, &before);
            let is_new = brought.iter().all(|id| ids.contains(id));
            let brought: HashSet<String> = brought.iter().map(ToString::to_string).collect();
            reverted.hashes = if is_new {
                // Of several packages the merge may have brought nothing to this one.
                let here = commits.iter().filter(|commit| brought.contains(&commit.hash));
                here.map(|commit| commit.hash.clone()).collect()
            } else {
                brought.into_iter().collect()
            };
        }
    }

    /// How far the commits since the newest tag step, which may be a pre-release.
    fn level_since_newest(&self, outcome: &Outcome, since_base: Level) -> Result<Level, Error> {
        if self.known.newest() == self.known.base() {
            return Ok(since_base);
        }
        Ok(Tally::of(&self.since_newest(outcome)?, &self.project.settings).level)
    }

    /// The commits since the newest tag.
    pub(super) fn since_newest<'a>(
        &self,
        outcome: &'a Outcome,
    ) -> Result<Vec<(&'a str, &'a Message)>, Error> {
        let since = self.history.since(self.commit_of(self.known.newest()).as_ref())?;
        let since: HashSet<String> = since.iter().map(ToString::to_string).collect();
        Ok(outcome.pairs().into_iter().filter(|(hash, _)| since.contains(*hash)).collect())
    }

    /// Whether releases were tagged in another form: what the files say has such a tag, or
    /// a project has tags like `1.2.0`.
    fn no_other_tags(&self) -> Result<(), Error> {
        let mut formats = BTreeSet::new();
        for name in self.repository.tag_names()? {
            let Some((format, version)) = guess(&name) else { continue };
            let is_plain =
                ["{", "v{", "release-{", "version-{"].iter().any(|begin| format.starts_with(begin));
            if is_plain || self.known.written == Some(version) {
                formats.insert(format);
            }
        }
        let mut newest: Option<(Version, String, String)> = None;
        for format in formats.into_iter().take(FORMATS) {
            let Ok(tags) = TagFormat::new(&format, None) else { continue };
            for tag in self.repository.tags(&tags)? {
                if self.history.contains(&tag.commit)
                    && newest.as_ref().is_none_or(|(other, ..)| *other < tag.version)
                {
                    newest = Some((tag.version, tag.name, format.clone()));
                }
            }
        }
        let Some((version, tag, format)) = newest else { return Ok(()) };
        Err(Error::OtherTags { tag, wanted: self.tags.tag(&version), format })
    }

    /// The tag that is missing, where the commit of a release is checked out: a run was
    /// ended between the two.
    fn half_released(&self) -> Result<Option<String>, Error> {
        let (Some(version), Some(head)) = (self.known.written, self.repository.head_id()) else {
            return Ok(None);
        };
        if self.known.taken.has(&version, Holder::Tag)
            || !self.known.taken.has(&version, Holder::Changelog)
        {
            return Ok(None);
        }
        let tag = self.tags.tag(&version);
        let commits = self.repository.commits(&[head], &[])?;
        let subject = commits.first().and_then(|commit| commit.message.lines().next());
        Ok((subject == Some(&message(&tag))).then_some(tag))
    }

    /// The tag of the release that files or changelog take for the last one, where it is
    /// of a commit that cannot be reached: commits would be counted from one before it.
    fn apart(&self, range: Option<Range>) -> Option<&Tag> {
        let newest = self.known.newest();
        let said = self.known.written.into_iter().chain(self.changelog.versions().max());
        let mut said = said.filter(|version| {
            version.pre.is_none()
                && newest.is_none_or(|newest| *version > newest)
                && range.is_none_or(|range| range.contains(version))
        });
        said.find_map(|version| self.found.iter().find(|tag| tag.version == version))
    }

    pub(super) fn commit_of(&self, version: Option<Version>) -> Option<gix::ObjectId> {
        let version = version?;
        self.found.iter().find(|tag| tag.version == version).map(|tag| tag.commit)
    }

    /// Where the changelog is to be written, absolute; a link's target.
    ///
    /// # Errors
    ///
    /// [`Error::Outside`], and [`Error::Read`] where its directory is not there.
    pub fn changelog_path(&self) -> Result<PathBuf, Error> {
        let file = self.project.changelog_file();
        let wrong = |error: io::Error| Error::Read { path: file.clone(), source: error.into() };
        let path = match (file.canonicalize(), file.parent(), file.file_name()) {
            (Ok(path), _, _) => path,
            (Err(_), Some(parent), Some(name)) => {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                parent.canonicalize().map_err(wrong)?.join(name)
            }
            (Err(error), _, _) => return Err(wrong(error)),
        };
        let root = self.root.canonicalize().map_err(wrong)?;
        if !path.starts_with(&root) {
            return Err(Error::Outside { path, root });
        }
        Ok(path)
    }

    /// Whether all places, the tag of the commit that is checked out and the changelog
    /// say the same version; gives it and the tag.
    ///
    /// # Errors
    ///
    /// [`Error::Disagree`].
    pub fn agreed(&self) -> Result<(Version, Option<String>), Error> {
        let version = self.places.version()?;
        let mut wrong: Vec<String> = self
            .places
            .others_than(&version)
            .iter()
            .map(|place| self.places.describe(place))
            .collect();
        let here = self.repository.head_id();
        let tags: Vec<&Tag> = self.found.iter().filter(|tag| Some(tag.commit) == here).collect();
        let tag = tags.iter().find(|tag| tag.version == version);
        if tag.is_none() {
            wrong.extend(tags.iter().map(|tag| format!("the tag says {}", tag.name)));
        } else if !self.changelog.is_empty() && self.changelog.notes(&version).is_none() {
            wrong.push(format!("the changelog has no section {version}"));
        }
        if wrong.is_empty() {
            return Ok((version, tag.map(|tag| tag.name.clone())));
        }
        let first = self.places.places.first().map(|place| self.places.describe(place));
        let places = first.into_iter().chain(wrong).collect();
        let help = "correct them by hand, or write all anew: wheelpin bump --to VERSION".into();
        Err(Error::Disagree { places, help })
    }
}

impl Outcome {
    /// What the commits come to.
    #[must_use]
    pub fn tally<'a>(&'a self, project: &Project) -> Tally<'a> {
        Tally::of(&self.pairs(), &project.settings)
    }

    pub(super) fn pairs(&self) -> Vec<(&str, &Message)> {
        self.commits.iter().map(|commit| commit.hash.as_str()).zip(&self.messages).collect()
    }
}

/// The text of a project's changelog; empty where there is none.
fn text(project: &Project) -> Result<String, Error> {
    let path = project.changelog_file();
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::Read { path, source: Box::new(error) }),
    }
}
