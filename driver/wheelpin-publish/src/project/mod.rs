//! What an index has of a project.

mod download;
mod html;
mod json;

use std::collections::BTreeSet;

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use url::Url;
use wheelpin_wheel::WheelName;

use crate::http::{read_limited, refused, refused_without, shown};
use crate::retry::Attempts;
use crate::{Error, Http, Index, normalised};

/// Most bytes of a project's page: 30,000 files have some 30 MB.
const LIMIT: u64 = 64 << 20;

/// Most files, and most versions: of those that are known, none has a tenth.
const MOST: usize = 200_000;

/// JSON first (PEP 691); HTML is all that small servers have.
const ACCEPT: &str = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

/// What an index has of a project, as its simple API tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Project {
    /// Versions, as the index writes them, in its order: also those whose files are all gone,
    /// where the index tells (PEP 700).
    pub versions: Vec<String>,
    /// Files.
    pub files: Vec<IndexFile>,
    /// `archived`, `quarantined` and others (PEP 792), where the index tells.
    pub status: Option<String>,
}

/// A file that an index has.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct IndexFile {
    /// Its name, as the index writes it.
    pub file_name: String,
    /// Its hash, 64 lower-case hexadecimal digits, where the index tells.
    pub sha256: Option<String>,
    /// Its bytes (PEP 700).
    pub size: Option<u64>,
    /// When it came (PEP 700).
    pub uploaded: Option<Timestamp>,
    /// Whether it has attestations, where the index tells (PEP 740).
    pub is_attested: Option<bool>,
    /// Where its bytes are, as the index writes it: perhaps relative to the project's page.
    pub href: Option<String>,
    /// Where its bytes are, whole; set where the page's own address is known.
    pub url: Option<Url>,
}

impl Project {
    /// The file of that name.
    #[must_use]
    pub fn file(&self, file_name: &str) -> Option<&IndexFile> {
        self.files.iter().find(|file| file.file_name == file_name)
    }
}

impl IndexFile {
    /// The version in its name, as written; none if it is neither a wheel nor an sdist.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        version_of(&self.file_name)
    }
}

/// The version that a file's name has, as written there.
pub(crate) fn version_of(file_name: &str) -> Option<String> {
    if let Ok(name) = WheelName::parse(file_name) {
        return Some(name.version);
    }
    let stem = file_name.strip_suffix(".tar.gz").or_else(|| file_name.strip_suffix(".zip"))?;
    stem.rsplit_once('-').map(|(_, version)| version.to_owned())
}

/// Asks the index's simple API for a project, again where that can help; none if the index has no
/// such project.
///
/// # Errors
///
/// [`Error::NoSimple`] if no simple API of the index is known; [`Error::Status`] if it refuses;
/// [`Error::Answer`] and [`Error::TooLarge`] if it answers something else; those of [`Http`].
pub async fn project(http: &Http, index: &Index, project: &str) -> Result<Option<Project>, Error> {
    let mut attempts = Attempts::default();
    loop {
        match ask(http, index, project).await {
            Ok(project) => return Ok(project),
            Err(error) => attempts.next(error).await?,
        }
    }
}

async fn ask(http: &Http, index: &Index, project: &str) -> Result<Option<Project>, Error> {
    let Some(url) = index.simple_project(project) else {
        return Err(Error::NoSimple { index: index.title.clone() });
    };
    let login = index.login_for(&url);
    let asked = http
        .get_with(&url, ACCEPT, |request| match login {
            Some(login) => request.basic_auth(&login.user, Some(login.password.expose())),
            None => request,
        })
        .await;
    let answer = match asked {
        // pypiserver sends people to PyPI for what it does not have.
        Err(Error::Redirected { to, .. }) if is_page_of(&to, project) => return Ok(None),
        asked => asked?,
    };
    match answer.status() {
        StatusCode::NOT_FOUND => return Ok(None),
        status if !status.is_success() => {
            return Err(match login {
                Some(login) => refused_without(answer, &login.password).await,
                None => refused(answer).await,
            });
        }
        _ => {}
    }
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned();
    let from = shown(answer.url());
    let page = answer.url().clone();
    let wrong = |reason: String| Error::Answer { url: from.clone(), reason };
    let body = match kind.as_str() {
        "application/vnd.pypi.simple.v1+json" | "application/json" => {
            let body = read_limited(answer, LIMIT).await?;
            json::read(&body).map_err(wrong)?
        }
        "text/html" | "application/vnd.pypi.simple.v1+html" => {
            let body = read_limited(answer, LIMIT).await?;
            html::read(&String::from_utf8_lossy(&body)).map_err(wrong)?
        }
        _ => return Err(wrong("neither JSON nor HTML of a simple API".into())),
    };
    Ok(Some(with_addresses(with_versions(body), &page)))
}

/// Whole addresses of files, from those that a page has.
fn with_addresses(mut project: Project, page: &Url) -> Project {
    for file in &mut project.files {
        file.url = file.href.as_ref().and_then(|href| page.join(href).ok());
    }
    project
}

pub use download::download;

/// The versions of a project that an index has; none if it has no such project.
///
/// # Errors
///
/// As [`project`].
pub async fn versions(
    http: &Http,
    index: &Index,
    project: &str,
) -> Result<Option<Vec<String>>, Error> {
    let project = self::project(http, index, project).await?;
    Ok(project.map(|project| project.versions))
}

/// Whether an address is one of that project's page on a simple API.
fn is_page_of(address: &str, project: &str) -> bool {
    let path = address.trim_end_matches('/');
    path.strip_suffix(&normalised(project)).is_some_and(|base| base.ends_with("/simple/"))
}

/// Before PEP 700 only files tell which versions there are.
fn with_versions(mut project: Project) -> Project {
    if project.versions.is_empty() {
        let mut seen = BTreeSet::new();
        let versions = project.files.iter().filter_map(IndexFile::version);
        project.versions = versions.filter(|version| seen.insert(version.clone())).collect();
    }
    project
}

/// A hash as it is compared; none if it is no SHA-256.
fn sha256(text: &str) -> Option<String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_in_the_names_of_files() {
        let version = |name: &str| version_of(name);
        assert_eq!(version("a_b-1.0-py3-none-any.whl").as_deref(), Some("1.0"));
        assert_eq!(version("a-b-1.0rc1.tar.gz").as_deref(), Some("1.0rc1"));
        assert_eq!(version("a-b-1.0.zip").as_deref(), Some("1.0"));
        assert_eq!(version("a-1.0.exe"), None);
        assert_eq!(version(".tar.gz"), None);
    }

    #[test]
    fn damaged_pages_do_no_harm() {
        let html = "<!DOCTYPE html><a href=\"/x/a%2D1.0.tar.gz#sha256=00\" rel='&amp;'>a</a>";
        let json = r#"{"meta":{"api-version":"1.0"},"files":[{"filename":"a-1.0.tar.gz",
            "hashes":{"sha256":"00"},"size":1,"upload-time":"2026-11-01T00:00:00Z"}]}"#;
        let mut seed: u64 = 7;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        for page in [html, json] {
            let mut read = 0;
            for _ in 0..20_000 {
                let mut bytes = page.as_bytes().to_vec();
                for _ in 0..=next(3) {
                    let at = next(bytes.len());
                    match next(3) {
                        0 => bytes[at] = b"\"'<>=%#&/{}[]:,.\\-\x00\xc3"[next(20)],
                        1 => bytes.truncate(at + 1),
                        _ => bytes.insert(at, b"%\"'<=\xff"[next(6)]),
                    }
                }
                read += usize::from(html::read(&String::from_utf8_lossy(&bytes)).is_ok());
                read += usize::from(json::read(&bytes).is_ok());
            }
            assert!(read > 1000, "{read}");
        }
    }

    #[test]
    fn only_the_page_of_the_same_project_is_one() {
        assert!(is_page_of("https://example.org/simple/a-b/", "A_b"));
        assert!(is_page_of("https://example.org/root/simple/a-b", "a-b"));
        assert!(!is_page_of("https://example.org/simple/xa-b/", "a-b"));
        assert!(!is_page_of("https://example.org/login/a-b/", "a-b"));
    }

    #[test]
    fn where_versions_are_not_told_files_tell() {
        let file = |name: &str| IndexFile { file_name: name.into(), ..IndexFile::default() };
        let files = ["a-2.tar.gz", "a-1-py3-none-any.whl", "a-1.tar.gz", "x.exe"].map(file);
        let project = with_versions(Project { files: files.into(), ..Project::default() });
        assert_eq!(project.versions, ["2", "1"]);
    }
}
