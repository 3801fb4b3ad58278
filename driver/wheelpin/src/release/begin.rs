use std::path::PathBuf;

use wheelpin_release::Mode;
use wheelpin_release::bump::{Outcome, Project, State};
use wheelpin_release::git::{Git, Record, Work, argv};
use wheelpin_release::history::{Head, Repository};
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

    /// Whether what is released from here may be the newest: a branch with a range is kept for
    /// older versions.
    pub(crate) fn is_latest(&self) -> bool {
        self.state.branch().1.is_none()
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

    /// The newest release, if its tag says what it is and the index lacks some of it.
    pub(crate) async fn unfinished(
        &self,
        options: &Options,
        publisher: &Publisher,
    ) -> Result<Option<(Vec<Event>, String)>, Error> {
        let Some(version) = self.state.known.newest() else { return Ok(None) };
        let tag = self.state.tags().tag(&version);
        let repository = Repository::open(&options.directory)?;
        let Some(message) = repository.tag_message(&tag)? else { return Ok(None) };
        let Some(record) = Record::parse(&message) else { return Ok(None) };
        if record.index != options.index {
            return Ok(None);
        }
        let lacking = publisher.lacking(&self.project, &record.files).await?;
        let is_announced = publisher.is_announced(&tag, &record.files).await?;
        if lacking.is_empty() && is_announced {
            return Ok(None);
        }
        let Some((object, commit)) = self.work.tag(&tag) else { return Ok(None) };
        let mut release = self.release(options, version, None)?;
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

fn done(step: Step, commit: Option<String>, summary: String) -> Event {
    Event::Done { step, facts: Facts { commit, summary: Some(summary), ..Facts::default() } }
}
