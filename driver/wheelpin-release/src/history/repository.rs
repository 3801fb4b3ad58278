use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gix::bstr::ByteSlice;
use gix::open::{Options, Permissions};
use gix::sec::trust::Mapping;

use super::graph::History;
use super::touched;
use crate::Error;
use crate::version::{TagFormat, Version};

/// Memory for objects that are read more than once, in bytes.
const CACHE: usize = 32 << 20;

/// A repository.
pub struct Repository {
    git: gix::Repository,
    directory: PathBuf,
}

/// Where the working tree stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Head {
    /// On a branch of this name.
    Branch(String),
    /// On a commit without a branch.
    Detached,
}

/// A tag that has the form of a release's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tag {
    /// Its name, without `refs/tags/`.
    pub name: String,
    /// What it says.
    pub version: Version,
    /// The commit that it stands for.
    pub commit: gix::ObjectId,
}

/// A commit as text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Commit {
    /// Its hash, in full.
    pub hash: String,
    /// Its message; what is not UTF-8 in it is replaced.
    pub message: String,
    /// The name of its author.
    pub author: String,
    /// Whether it has several parents.
    pub is_merge: bool,
}

impl Repository {
    /// Opens the repository that a directory is in.
    ///
    /// # Errors
    ///
    /// [`Error::NoRepository`].
    pub fn open(directory: &Path) -> Result<Self, Error> {
        let none = |source: Box<dyn std::error::Error + Send + Sync>| Error::NoRepository {
            directory: directory.into(),
            source,
        };
        let isolated = || Options::default().permissions(Permissions::isolated());
        let trust = Mapping { full: isolated(), reduced: isolated() };
        let directory = directory.canonicalize().map_err(|error| none(error.into()))?;
        let found = gix::ThreadSafeRepository::discover_opts(
            &directory,
            gix::discover::upwards::Options::default(),
            trust,
        );
        let mut git = found.map_err(|error| none(error.into()))?.to_thread_local();
        git.object_cache_size(CACHE);
        Ok(Self { git, directory })
    }

    /// The directory of the working tree; none in a bare repository.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// Git's own directory: of a linked working tree its own.
    #[must_use]
    pub fn git_directory(&self) -> &Path {
        self.git.git_dir()
    }

    /// The commit that is checked out.
    #[must_use]
    pub fn head_id(&self) -> Option<gix::ObjectId> {
        self.git.head_id().ok().map(gix::Id::detach)
    }

    /// The branch that is checked out.
    ///
    /// # Errors
    ///
    /// [`Error::NoCommits`], and [`Error::Repository`] where it cannot be read.
    pub fn head(&self) -> Result<Head, Error> {
        let head = self.git.head().map_err(|error| broken("HEAD", error))?;
        if head.is_unborn() {
            return Err(Error::NoCommits);
        }
        Ok(match head.referent_name() {
            Some(name) => Head::Branch(name.shorten().to_str_lossy().into_owned()),
            None => Head::Detached,
        })
    }

    /// Every tag of a form, by version. Where two say the same version, as `v1.0.0a1`
    /// and `v1.0.0-alpha.1`, the one in the form that is written now counts.
    ///
    /// # Errors
    ///
    /// [`Error::Repository`].
    pub fn tags(&self, format: &TagFormat) -> Result<Vec<Tag>, Error> {
        let references = self.git.references().map_err(|error| broken("tags", error))?;
        let mut tags: BTreeMap<Version, Tag> = BTreeMap::new();
        for reference in references.tags().map_err(|error| broken("tags", error))? {
            let mut reference = reference.map_err(|error| broken("tags", error))?;
            let name = reference.name().shorten().to_str_lossy().into_owned();
            let Some(version) = format.version(&name) else { continue };
            // A tag of a file, or of what is not here, is no release.
            let Ok(id) = reference.peel_to_id() else { continue };
            if !self.git.find_header(id).is_ok_and(|header| header.kind().is_commit()) {
                continue;
            }
            let is_ours = name == format.tag(&version);
            let tag = Tag { name, version, commit: id.detach() };
            if is_ours || !tags.contains_key(&version) {
                tags.insert(version, tag);
            }
        }
        Ok(tags.into_values().collect())
    }

    /// The message of an annotated tag; none of another tag, or where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Repository`].
    pub fn tag_message(&self, name: &str) -> Result<Option<String>, Error> {
        let found = self.git.try_find_reference(&format!("refs/tags/{name}"));
        let Some(reference) = found.map_err(|error| broken("tags", error))? else {
            return Ok(None);
        };
        let object = reference.target().try_id().map(|id| self.git.find_object(id));
        let Some(object) = object.transpose().map_err(|error| broken("tags", error))? else {
            return Ok(None);
        };
        let Ok(tag) = object.try_into_tag() else { return Ok(None) };
        let tag = tag.decode().map_err(|error| broken("tags", error))?;
        Ok(Some(tag.message.to_str_lossy().into_owned()))
    }

    /// All commits that can be reached from here.
    ///
    /// # Errors
    ///
    /// [`Error::NoCommits`], and [`Error::Repository`] where objects are missing.
    pub fn history(&self) -> Result<History, Error> {
        self.head()?;
        let head = self.git.head_id().map_err(|error| broken("HEAD", error))?;
        History::read(&self.git, head.detach())
    }

    /// The text of commits, in their order.
    ///
    /// With `paths` (relative to the directory that was opened) only commits that
    /// change a file at or below one of them, compared to each of their parents.
    ///
    /// # Errors
    ///
    /// [`Error::Repository`].
    pub fn commits(&self, ids: &[gix::ObjectId], paths: &[String]) -> Result<Vec<Commit>, Error> {
        let paths = self.rooted(paths)?;
        let mut commits = Vec::with_capacity(ids.len());
        for id in ids {
            let commit = self.git.find_commit(*id).map_err(|error| broken("commits", error))?;
            if !paths.is_empty() && !touched::touches(&self.git, &commit, &paths)? {
                continue;
            }
            let decoded = commit.decode().map_err(|error| broken("commits", error))?;
            let author = decoded.author().map(|author| author.name.to_str_lossy().into_owned());
            commits.push(Commit {
                hash: id.to_string(),
                message: decoded.message.to_str_lossy().into_owned(),
                author: author.unwrap_or_default(),
                is_merge: decoded.parents.len() > 1,
            });
        }
        Ok(commits)
    }

    /// Paths as the repository has them.
    fn rooted(&self, paths: &[String]) -> Result<Vec<PathBuf>, Error> {
        let Some(root) = self.root() else { return Ok(paths.iter().map(Into::into).collect()) };
        let root = root.canonicalize().map_err(|error| broken("its directory", error))?;
        let below = self.directory.strip_prefix(root).unwrap_or(Path::new(""));
        Ok(paths
            .iter()
            .map(|path| below.join(path).components().filter(is_name).collect())
            .collect())
    }
}

fn is_name(component: &std::path::Component<'_>) -> bool {
    matches!(component, std::path::Component::Normal(_))
}

pub(super) fn broken(
    what: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::Repository { what, source: source.into() }
}
