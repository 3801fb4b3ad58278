use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::project::Project;
use crate::Error;
use crate::changelog::{Changelog, Release, Section};
use crate::commit::{Message, parse};
use crate::history::{Commit, Head, History, Repository, Tag};
use crate::release::{Known, Next, Tally, Wanted, check, next};
use crate::version::{Level, Phase, Range, TagFormat, Version};
use crate::writing::Places;

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
    tags: TagFormat,
    found: Vec<Tag>,
    repository: Repository,
    history: History,
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
        let taken = found.iter().map(|tag| tag.version).chain(changelog.versions()).collect();
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
    /// [`Error::MissingTags`], [`Error::Shallow`], and what [`next`] refuses.
    pub fn outcome(&self, pre: Option<Phase>, to: Option<Version>) -> Result<Outcome, Error> {
        let newest = self.changelog.versions().max();
        if let Some(newest) = newest
            && self.known.reachable.is_empty()
            && to.is_none()
        {
            self.history.since(None)?;
            return Err(Error::MissingTags { version: newest, tag: self.tags.tag(&newest) });
        }
        let (branch_pre, range) = self.branch();
        let base = self.known.base();
        let paths = self.project.paths();
        let ids = self.history.since(self.commit_of(base).as_ref())?;
        let commits = self.repository.commits(&ids, &paths)?;
        let types = &self.project.settings.types;
        let messages: Vec<Message> =
            commits.iter().map(|commit| parse(&commit.message, commit.is_merge, types)).collect();
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

    /// How far the commits since the newest tag step, which may be a pre-release.
    fn level_since_newest(&self, outcome: &Outcome, since_base: Level) -> Result<Level, Error> {
        let newest = self.known.newest();
        if newest == self.known.base() {
            return Ok(since_base);
        }
        let since = self.history.since(self.commit_of(newest).as_ref())?;
        let since: HashSet<String> = since.iter().map(ToString::to_string).collect();
        let pairs: Vec<(&str, &Message)> =
            outcome.pairs().into_iter().filter(|(hash, _)| since.contains(*hash)).collect();
        Ok(Tally::of(&pairs, &self.project.settings).level)
    }

    fn commit_of(&self, version: Option<Version>) -> Option<gix::ObjectId> {
        let version = version?;
        self.found.iter().find(|tag| tag.version == version).map(|tag| tag.commit)
    }

    /// What commits say, as entries of the changelog.
    #[must_use]
    pub fn section(&self, outcome: &Outcome) -> Section {
        let tally = outcome.tally(&self.project);
        let authors: BTreeMap<&str, &str> = outcome
            .commits
            .iter()
            .map(|commit| (commit.hash.as_str(), commit.author.as_str()))
            .collect();
        let changes = tally.entries.iter().map(|entry| {
            (entry.commit, authors.get(entry.commit).copied().unwrap_or_default(), entry.change)
        });
        Section::of(changes, &self.project.changelog, self.project.links().as_ref())
    }

    /// The files of a release on a day (as `2026-01-31`) as they are to be; those that
    /// change.
    ///
    /// # Errors
    ///
    /// [`Error::Template`], and [`Error::Read`] for the template.
    pub fn files(
        &self,
        outcome: &Outcome,
        next: &Next,
        date: &str,
    ) -> Result<BTreeMap<PathBuf, String>, Error> {
        let mut files = self.places.with(&next.version);
        let links = self.project.links();
        let template = self.project.template()?;
        let release = Release {
            version: next.version,
            previous: self.known.newest(),
            date,
            tags: &self.tags,
            links: links.as_ref(),
            template: template.as_deref(),
        };
        let text = release.added_to(&self.changelog, self.section(outcome))?;
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

    fn pairs(&self) -> Vec<(&str, &Message)> {
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
