//! Whether an index has what was sent to it, asked of those APIs that installers use.

mod provenance;

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use self::provenance::{Attested, attestations};
use crate::http::is_transient;
use crate::{Distribution, Error, Http, Index, Project, normalised, project};

/// How long and how often an index is asked.
#[derive(Clone, Debug)]
pub struct ReadBackSettings {
    /// For how long what is missing may still come: pages are cached for some minutes at the
    /// most where an index does not clear them at once.
    pub patience: Duration,
    /// The wait between two questions.
    pub wait: Duration,
}

impl Default for ReadBackSettings {
    fn default() -> Self {
        Self { patience: Duration::from_secs(180), wait: Duration::from_secs(5) }
    }
}

/// A file that an index should have.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The file.
    pub distribution: &'a Distribution,
    /// Whether attestations were sent with it.
    pub is_attested: bool,
}

/// What was found out of one thing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// It is as it should be.
    Verified,
    /// It is not; one line says what is there instead.
    Wrong(String),
    /// It cannot be told; one line says why.
    Unknown(String),
}

/// What was found out of one file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seen {
    /// Its name.
    pub file_name: String,
    /// Whether the index has it with our hash.
    pub file: Verdict,
    /// Whether the index has attestations of it; none where none were sent.
    pub attestations: Option<Verdict>,
}

impl Seen {
    /// Whether something is other than it should be.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let is_wrong = |verdict: &Verdict| matches!(verdict, Verdict::Wrong(_));
        is_wrong(&self.file) || self.attestations.as_ref().is_some_and(is_wrong)
    }
}

/// Asks an index for files until it has all of them, or for as long as the settings say; gives
/// what it has, in their order. `waiting` is called with how many files are still missing
/// before every wait.
///
/// A hash other than ours is told at once: it will not change.
pub async fn read_back(
    http: &Http,
    index: &Index,
    files: &[Expected<'_>],
    settings: &ReadBackSettings,
    mut waiting: impl FnMut(usize),
) -> Vec<Seen> {
    let end = Instant::now() + settings.patience;
    let mut seen: Vec<Seen> = files
        .iter()
        .map(|expected| Seen {
            file_name: expected.distribution.file_name.clone(),
            file: Verdict::Wrong(NOT_ASKED.into()),
            attestations: expected.is_attested.then(|| Verdict::Wrong(NOT_ASKED.into())),
        })
        .collect();
    loop {
        let mut missing = 0;
        // The page of a project is asked for once for all its files that are not settled.
        let mut pages: BTreeMap<String, Page> = BTreeMap::new();
        for (expected, seen) in files.iter().zip(&mut seen) {
            let file = expected.distribution;
            let mut is_missing = false;
            let asks_page = index.integrity.is_none()
                && seen.attestations.as_ref().is_some_and(|verdict| !is_settled(verdict));
            if !is_settled(&seen.file) || asks_page {
                let name = normalised(&file.project);
                if !pages.contains_key(&name) {
                    pages.insert(name.clone(), page(http, index, &file.project).await);
                }
                let (verdict, may_come) = pages.get(&name).map_or_else(
                    || (Verdict::Wrong(NOT_ASKED.into()), true),
                    |page| judge(page, file),
                );
                is_missing |= may_come;
                seen.file = verdict;
            }
            if let Some(verdict) = seen.attestations.as_mut().filter(|verdict| !is_settled(verdict))
            {
                let asked = match &index.integrity {
                    Some(_) => attestations(http, index, file).await,
                    None => on_page(pages.get(&normalised(&file.project)), &file.file_name),
                };
                let (found, may_come) = match asked {
                    Attested::Yes => (Verdict::Verified, false),
                    Attested::No(why) => (Verdict::Wrong(why), true),
                    Attested::Never(why) => (Verdict::Wrong(why), false),
                    Attested::Unknown(why, may_come) => (Verdict::Unknown(why), may_come),
                };
                is_missing |= may_come;
                *verdict = found;
            }
            missing += usize::from(is_missing);
        }
        if missing == 0 || Instant::now() + settings.wait > end {
            return seen;
        }
        waiting(missing);
        tokio::time::sleep(settings.wait).await;
    }
}

/// Whether a file's attestations are told of on its project's page.
fn on_page(page: Option<&Page>, file_name: &str) -> Attested {
    let file = match page {
        Some(Page::There(project)) => project.file(file_name),
        Some(Page::Unknown(why, may_come)) => return Attested::Unknown(why.clone(), *may_come),
        Some(Page::Missing) | None => None,
    };
    match file.map(|file| file.is_attested) {
        Some(Some(true)) => Attested::Yes,
        Some(Some(false)) => Attested::No("the index has no attestations of it".into()),
        Some(None) => {
            Attested::Unknown("the index does not tell whether it has attestations".into(), false)
        }
        None => Attested::No("the index does not list it".into()),
    }
}

const NOT_ASKED: &str = "it was not asked for";

/// What an index says of a project.
enum Page {
    There(Project),
    /// There is no such project.
    Missing,
    /// Why it cannot be told, and whether asking again can help.
    Unknown(String, bool),
}

async fn page(http: &Http, index: &Index, name: &str) -> Page {
    match project(http, index, name).await {
        Ok(Some(project)) => Page::There(project),
        Ok(None) => Page::Missing,
        Err(error) => Page::Unknown(error_line(&error), passes(&error)),
    }
}

/// Whether a file is on a page with our hash, and whether that may change.
fn judge(page: &Page, file: &Distribution) -> (Verdict, bool) {
    let project = match page {
        Page::There(project) => project,
        Page::Missing => return (Verdict::Wrong("the index has no such project".into()), true),
        // What may pass and did not is a failure; what an index cannot tell is none.
        Page::Unknown(why, true) => return (Verdict::Wrong(why.clone()), true),
        Page::Unknown(why, false) => return (Verdict::Unknown(why.clone()), false),
    };
    match project.file(&file.file_name) {
        None => (Verdict::Wrong("the index does not list it".into()), true),
        Some(found) => match &found.sha256 {
            Some(theirs) if *theirs == file.sha256 => (Verdict::Verified, false),
            Some(theirs) => {
                let why = format!("SHA-256 is {theirs} there and {} here", file.sha256);
                (Verdict::Wrong(why), false)
            }
            None => (Verdict::Unknown("the index lists it without a SHA-256".into()), false),
        },
    }
}

/// Whether a question is answered once and for all. What is unknown is asked again as long as
/// others are waited for: it costs little.
fn is_settled(verdict: &Verdict) -> bool {
    *verdict == Verdict::Verified
}

/// Whether an error may not be there the next time.
fn passes(error: &Error) -> bool {
    match error {
        Error::Request { source, .. } => is_transient(source),
        Error::Status { status, .. } => matches!(status, 408 | 429 | 500..=599),
        _ => false,
    }
}

/// An error as what could not be verified, and why.
fn error_line(error: &Error) -> String {
    crate::http::plain(&format!("failed to {error}"))
}
