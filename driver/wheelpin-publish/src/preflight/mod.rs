//! What can be known before anything is uploaded: whether it would be taken.

mod age;
mod files;
mod findings;
mod identity;
mod point;
mod project;
mod sizes;
mod tags;
mod version;

use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use pep440_rs::Version;

pub use self::age::days_left;
pub use self::point::{Point, Verdict};

use crate::project::IndexFile;
use crate::{Credentials, Error, Http, Index, Project};

/// What is to be published, and how.
#[derive(Clone, Copy, Debug)]
pub struct Preflight<'a> {
    /// How to ask.
    pub http: &'a Http,
    /// Where.
    pub index: &'a Index,
    /// The project's name, in any spelling.
    pub project: &'a str,
    /// The version (PEP 440), in any spelling.
    pub version: &'a str,
    /// The files; before they are built, as far as they are known.
    pub files: &'a [PlannedFile],
    /// What a check found in them, if there was one.
    pub findings: Option<Findings>,
    /// What to publish with.
    pub credentials: &'a Credentials,
    /// Whether to get a token now, which makes a project of a pending publisher, and tells
    /// whether a publisher fits.
    pub mint: bool,
    /// How long publishing may take, if something is known of it.
    pub estimate: Option<Duration>,
    /// The time that it is.
    pub now: Timestamp,
}

/// A file that is to be published.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PlannedFile {
    /// Its name.
    pub file_name: String,
    /// Its bytes; none before it is built.
    pub size: Option<u64>,
    /// Its hash, 64 lower-case hexadecimal digits; none before it is built.
    pub sha256: Option<String>,
}

/// What a check found, in numbers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Findings {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

/// A preflight, and what the index has.
struct Seen<'a> {
    preflight: &'a Preflight<'a>,
    /// The version, where it is one.
    version: Option<Version>,
    /// None within if the index has no such project.
    project: Result<Option<Project>, Error>,
}

impl Preflight<'_> {
    /// Looks at every point. Uploads nothing; mints a token only if `mint` says so, and
    /// `credentials` then keep it.
    pub async fn points(&self) -> Vec<Point> {
        let project = crate::project(self.http, self.index, self.project).await;
        let version = Version::from_str(self.version.trim()).ok();
        let seen = Seen { preflight: self, version, project };
        let mut points = vec![
            project::point(&seen),
            version::point(&seen),
            files::point(&seen),
            age::point(&seen),
            sizes::point(&seen),
            tags::point(self),
            findings::point(self),
        ];
        // Told first and asked last, as it may make the project.
        points.insert(0, identity::point(&seen).await);
        points
    }
}

impl Seen<'_> {
    fn index(&self) -> &Index {
        self.preflight.index
    }

    fn files(&self) -> &[PlannedFile] {
        self.preflight.files
    }

    /// The project, if the index has it and tells.
    fn project(&self) -> Option<&Project> {
        self.project.as_ref().ok()?.as_ref()
    }

    /// The files that the index has of the version.
    fn files_of_version(&self) -> Vec<&IndexFile> {
        let files = self.project().map_or(&[][..], |project| &project.files);
        match &self.version {
            Some(version) => files.iter().filter(|file| is_of(file, version)).collect(),
            None => Vec::new(),
        }
    }

    /// How a file stands to what the index has.
    fn presence(&self, file: &PlannedFile) -> Presence {
        let Some(there) = self.project().and_then(|project| project.file(&file.file_name)) else {
            return Presence::Absent;
        };
        match (&file.sha256, &there.sha256) {
            (Some(ours), Some(theirs)) if ours.eq_ignore_ascii_case(theirs) => Presence::Same,
            (Some(_), Some(_)) => Presence::Other,
            _ => Presence::Unknown,
        }
    }

    /// Whether every file is there already, as we have it.
    fn is_all_there(&self) -> bool {
        !self.files().is_empty()
            && self.files().iter().all(|file| self.presence(file) == Presence::Same)
    }
}

/// How a file stands to the one of its name on the index.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Presence {
    /// There is none.
    Absent,
    /// The same bytes.
    Same,
    /// Other bytes.
    Other,
    /// One of the hashes is not known.
    Unknown,
}

/// Whether a file's name has that version, in any spelling.
fn is_of(file: &IndexFile, version: &Version) -> bool {
    file.version().is_some_and(|text| is_version(&text, version))
}

fn is_version(text: &str, version: &Version) -> bool {
    Version::from_str(text).is_ok_and(|other| other == *version)
}

/// Some names, and how many more there are.
fn several<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 5;
    let names: Vec<&str> = names.into_iter().collect();
    let mut text = names.iter().take(MOST).map(|name| crate::http::plain(name)).collect::<Vec<_>>();
    if names.len() > MOST {
        text.push(format!("{} more", names.len() - MOST));
    }
    text.join(", ")
}

/// `1 file`, `3 files`
fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
