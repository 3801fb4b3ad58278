use std::collections::BTreeSet;
use std::path::PathBuf;

use wheelpin_publish::Index;
use wheelpin_release::Mode;
use wheelpin_release::bump::{Outcome, Project, State};
use wheelpin_release::git::{Git, Record, Work, argv};
use wheelpin_release::history::{Head, Repository, Tag};
use wheelpin_release::journal::{Event, Facts, Release, SCHEMA, Step};
use wheelpin_release::release::Next;
use wheelpin_release::version::Version;

use crate::error::Error;
use crate::publishing::Publisher;
use crate::release::options::Options;

/// What is to be done in a repository as it is.
pub(crate) enum Beginning {
    /// Nothing, and why.
    Nothing(String),
    /// A release that begins with these events; what it is, in words.
    Begin { events: Vec<Event>, text: String },
}

/// What was read of a repository and project.
pub(crate) struct Place {
    pub(crate) state: State,
    pub(crate) work: Work,
    /// The project's directory, relative to the repository's root.
    pub(crate) relative: PathBuf,
    /// The project's name on the index.
    pub(crate) project: String,
}

impl Place {
    /// Reads them.
    pub(crate) fn read(options: &Options) -> Result<Self, Error> {
        let project = Project::read(&options.directory, options.package.as_deref())?;
        let mut state = State::read(project.clone())?;
        if wheelpin_release::writing::recover(&state.git_directory)? {
            state = State::read(project)?;
        }
        let work = Work::new(&state.root)?;
        let canonical = |path: &std::path::Path| {
            path.canonicalize().map_err(|source| wheelpin_release::Error::Read {
                path: path.into(),
                source: source.into(),
            })
        };
        let (root, directory) = (canonical(&state.root)?, canonical(&options.directory)?);
        let relative = directory.strip_prefix(&root).unwrap_or(&directory).to_owned();
        let project = super::project_name::project_name(&state.project.manifests())?;
        Ok(Self { state, work, relative, project })
    }

    /// Whether a version may be the newest: a branch with a range is kept for older ones, and
    /// newer ones may be tagged elsewhere.
    pub(crate) fn is_latest(&self, version: &str) -> Result<bool, Error> {
        let Ok(version) = version.parse::<Version>() else { return Ok(true) };
        let is_newer = |tag: &Tag| tag.version.pre.is_none() && tag.version > version;
        let tags = Repository::open(&self.state.root)?.tags(self.state.tags())?;
        Ok(self.state.branch().1.is_none() && !tags.iter().any(is_newer))
    }

    /// The tag of a release that was made from the commit that is checked out, which is not in its
    /// history: a workflow that runs again has that commit.
    fn made_from_here(&self) -> Result<Option<(Version, String)>, Error> {
        let head = self.head()?;
        let newest = self.state.known.newest();
        let tags = Repository::open(&self.state.root)?.tags(self.state.tags())?;
        let is_next = |tag: &&Tag| {
            newest.is_none_or(|newest| tag.version > newest)
                && self.work.parent(&tag.commit.to_string()).as_ref() == Some(&head)
        };
        let found = tags.iter().rev().find(is_next);
        Ok(found.map(|tag| (tag.version, tag.name.clone())))
    }

    /// What the tag of a release of ours says of it; none of another tag, or for another index.
    fn record(&self, tag: &str, options: &Options) -> Result<Option<Record>, Error> {
        let message = Repository::open(&self.state.root)?.tag_message(tag)?;
        let record = message.as_deref().and_then(Record::parse);
        Ok(record.filter(|record| is_same_index(&record.index, &options.index)))
    }

    /// What is to be released from here, as commits, files or a tag say.
    pub(crate) async fn beginning(
        &mut self,
        options: &Options,
        publisher: &Publisher,
    ) -> Result<Beginning, Error> {
        if options.mode == Mode::Push
            && options.until >= Step::Publish
            && let Some(on_index) = publisher.versions(&self.project).await?
        {
            self.state.add_index(&on_index);
        }
        if options.mode == Mode::Push
            && options.to.is_none()
            && let Some((version, tag)) = self.made_from_here()?
            && self.record(&tag, options)?.is_some()
        {
            let text = format!("nothing to release: {version} was made from here, as {tag} says");
            return Ok(Beginning::Nothing(text));
        }
        match options.mode {
            Mode::Tag => self.of_tag(options),
            Mode::Push => self.of_commits(options),
            Mode::PullRequest => match self.merged()? {
                Some(version) => self.of_head(options, version),
                None => Ok(Beginning::Nothing("no version was merged since the newest tag".into())),
            },
        }
    }

    /// The version that the commits come to.
    pub(crate) fn of_commits(&self, options: &Options) -> Result<Beginning, Error> {
        let outcome = self.state.outcome(options.pre, options.to)?;
        let Some(next) = &outcome.next else {
            return Ok(Beginning::Nothing(crate::ui::bump::nothing(&self.state, &outcome)));
        };
        let Head::Branch(branch) = &self.state.head else {
            return Err(wheelpin_release::Error::Detached.into());
        };
        self.is_clean()?;
        let release = self.release(options, next.version, Some(branch.clone()))?;
        Ok(Beginning::Begin {
            events: vec![Event::Begin(release)],
            text: self.words(&outcome, next),
        })
    }

    /// The tag that a person made of the commit that is checked out.
    fn of_tag(&self, options: &Options) -> Result<Beginning, Error> {
        let (version, tag) = self.state.agreed()?;
        let Some(tag) = tag else {
            return Err(Error::NoTag { tag: self.state.tags().tag(&version) });
        };
        let mut release = self.release(options, version, None)?;
        release.tag.clone_from(&tag);
        let head = self.head()?;
        let commit = done(Step::Bump, Some(head.clone()), format!("{version}, as {tag} says"));
        let object = self.work.tag(&tag).map(|(object, _)| object);
        let text = format!("{version}, as the tag {tag} says");
        let tagged = Event::Done {
            step: Step::Tag,
            facts: Facts { tag_object: object, summary: Some(text.clone()), ..Facts::default() },
        };
        Ok(Beginning::Begin { events: vec![Event::Begin(release), commit, tagged], text })
    }

    /// The version that files have and no tag: a release pull request was merged.
    pub(crate) fn merged(&self) -> Result<Option<Version>, Error> {
        let version = self.state.places.version()?;
        let is_new = self.state.known.newest().is_none_or(|newest| version > newest);
        let has_notes = self.state.changelog.notes(&version).is_some();
        Ok((is_new && has_notes).then_some(version))
    }

    /// The commit that is checked out, which has the version already.
    fn of_head(&self, options: &Options, version: Version) -> Result<Beginning, Error> {
        let release = self.release(options, version, None)?;
        let text = format!("{version}, which was merged");
        let commit = done(Step::Bump, Some(self.head()?), text.clone());
        Ok(Beginning::Begin { events: vec![Event::Begin(release), commit], text })
    }

    fn release(
        &self,
        options: &Options,
        version: Version,
        branch: Option<String>,
    ) -> Result<Release, Error> {
        let has_remote =
            Git::new(self.work.root()).run(&argv::remote_address(&options.remote)).is_ok();
        Ok(Release {
            schema: SCHEMA,
            project: self.project.clone(),
            package: options.package.clone(),
            version: version.to_string(),
            python_version: version.python(),
            tag: self.state.tags().tag(&version),
            previous: self.state.known.newest().map(|version| version.to_string()),
            branch,
            remote: has_remote.then(|| options.remote.clone()),
            base: self.head()?,
            index: options.index.clone(),
            wheelpin: env!("CARGO_PKG_VERSION").into(),
        })
    }

    fn head(&self) -> Result<String, Error> {
        Ok(self.work.resolve("HEAD").ok_or(wheelpin_release::Error::NoCommits)?)
    }

    /// Tracked files are as they are committed: what is built is what a person sees.
    fn is_clean(&self) -> Result<(), Error> {
        let changed = Git::new(self.work.root()).run(&argv::status())?;
        let files: Vec<String> =
            changed.split('\0').filter_map(|line| line.get(3..)).map(Into::into).collect();
        if files.is_empty() { Ok(()) } else { Err(wheelpin_release::Error::Dirty { files }.into()) }
    }

    fn words(&self, outcome: &Outcome, next: &Next) -> String {
        crate::ui::bump::released(&self.state, outcome, next)
    }

    /// The newest release, if its tag says what it is and the index or the forge lacks some of
    /// it. Tags of `finished` were seen to before.
    pub(crate) async fn unfinished(
        &self,
        options: &Options,
        publisher: &Publisher,
        finished: &BTreeSet<String>,
    ) -> Result<Option<(Vec<Event>, String)>, Error> {
        let from_here = self.made_from_here()?;
        let is_ahead = from_here.is_some();
        let reachable = || self.state.known.newest().map(|it| (it, self.state.tags().tag(&it)));
        let Some((version, tag)) = from_here.or_else(reachable) else { return Ok(None) };
        if finished.contains(&tag) {
            return Ok(None);
        }
        let Some(record) = self.record(&tag, options)? else { return Ok(None) };
        let lacking = publisher.lacking(&self.project, &record.files).await?;
        let is_announced = options.skip.contains_key(&Step::Forge)
            || options.until < Step::Forge
            || publisher.is_announced(&tag, &record.files).await?;
        if lacking.is_empty() && is_announced {
            return Ok(None);
        }
        let Some((object, commit)) = self.work.tag(&tag) else { return Ok(None) };
        let mut release = self.release(options, version, None)?;
        // A tag that nobody pushed goes with its branch.
        if is_ahead
            && let (Some(remote), Head::Branch(branch)) = (&release.remote, &self.state.head)
            && self.work.remote(remote, None, &tag)?.tag.is_none()
        {
            release.branch = Some(branch.clone());
        }
        release.previous = None;
        release.base = self.work.parent(&commit).unwrap_or_else(|| commit.clone());
        let known = format!("as {tag} says");
        let mut events = vec![Event::Begin(release)];
        events.push(done(Step::Preflight, None, known.clone()));
        events.push(done(Step::Bump, Some(commit), known.clone()));
        let files = Facts { files: record.files, summary: Some(known.clone()), ..Facts::default() };
        events.push(Event::Done { step: Step::Build, facts: files });
        events.push(done(Step::Check, None, known.clone()));
        events.push(done(Step::Test, None, known.clone()));
        let tagged =
            Facts { tag_object: Some(object), summary: Some(known.clone()), ..Facts::default() };
        events.push(Event::Done { step: Step::Tag, facts: tagged });
        let text = if lacking.is_empty() {
            format!("{version} is on the index, and not on the forge yet")
        } else {
            format!("{version} is not whole on the index: it lacks {}", super::list(&lacking, 3))
        };
        Ok(Some((events, text)))
    }
}

/// Whether two names or addresses are of one index.
pub(crate) fn is_same_index(one: &str, other: &str) -> bool {
    let of = |text: &str| Index::parse(text).ok().map(|index| index.upload);
    one == other || of(one).is_some_and(|one| Some(one) == of(other))
}

fn done(step: Step, commit: Option<String>, summary: String) -> Event {
    Event::Done { step, facts: Facts { commit, summary: Some(summary), ..Facts::default() } }
}
