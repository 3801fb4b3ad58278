//! An index: where its parts are, and what it allows.

mod known;

use url::Url;

use self::known::{KNOWN, Known};
use crate::http::shown;
use crate::{Error, Secret};

/// A package index that takes uploads.
///
/// Base addresses end with a slash. Those that are none are not known, and what needs them
/// cannot be verified there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Index {
    /// What people type: `pypi`, or the host of a private index.
    pub name: String,
    /// What people read: `PyPI`.
    pub title: String,
    /// Where files are sent (the legacy upload API).
    pub upload: Url,
    /// Base of the simple API (PEP 503, 691): below it is a directory per project.
    pub simple: Option<Url>,
    /// Base of Warehouse's JSON API: `PROJECT/json`, `PROJECT/VERSION/json`.
    pub json: Option<Url>,
    /// Base of the integrity API (PEP 740): `PROJECT/VERSION/FILE/provenance`.
    pub integrity: Option<Url>,
    /// Base of the pages for people: `project/NAME/VERSION/`, `manage/…`.
    pub site: Option<Url>,
    /// What it takes.
    pub limits: Limits,
    /// Whether it keeps the rules of Warehouse, which PyPI runs: platform tags, one sdist per
    /// release, pending publishers and more.
    pub is_warehouse: bool,
    /// How its endpoints for trusted publishing are found.
    pub discovery: Discovery,
    /// Who reads and publishes, where that is a user with a password.
    pub login: Option<Login>,
}

/// A user of a private index.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Login {
    /// The user.
    pub user: String,
    /// The password, or a token.
    pub password: Secret,
}

/// What an index takes; what is none is not limited, or not known.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Limits {
    /// Most bytes of a file.
    pub file_bytes: Option<u64>,
    /// Most bytes of all files of a project.
    pub project_bytes: Option<u64>,
    /// Days after the first file of a release within which files can be added to it.
    pub days: Option<u32>,
}

/// How an index's endpoints for trusted publishing are found.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Discovery {
    /// Below `/_/oidc/` of the server that takes uploads, as Warehouse has them.
    #[default]
    Fixed,
    /// By asking `/.well-known/pytp` of that server (PEP 807, a draft).
    Pytp,
}

impl Index {
    /// The index of that name, in any case; hyphens do not count.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(|letter| !matches!(letter, '-' | '_')).collect();
        let row = KNOWN.iter().find(|row| row.name.eq_ignore_ascii_case(&name))?;
        Self::of(row).ok()
    }

    /// The names that [`Index::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|row| row.name)
    }

    /// An index by its name, or by the address that files are sent to.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownIndex`] if it is a word that is no name; [`Error::UploadUrl`] if it is
    /// an address of a known index, but not that for uploads; [`Error::Url`] if it is no
    /// address, or one with a password.
    pub fn parse(name_or_url: &str) -> Result<Self, Error> {
        let text = name_or_url.trim();
        if let Some(index) = Self::named(text) {
            return Ok(index);
        }
        if !text.contains("://") {
            let names: Vec<&str> = Self::names().collect();
            return Err(Error::UnknownIndex { name: text.into(), names: names.join(", ") });
        }
        let url = parse_url(text)?;
        for row in KNOWN {
            let index = Self::of(row)?;
            let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
            let is_host = |of: &Url| of.host() == url.host();
            if is_host(&index.upload) && path(&index.upload) == path(&url) {
                return Ok(index);
            }
            if is_host(&index.upload) || index.site.as_ref().is_some_and(is_host) {
                return Err(Error::UploadUrl { url: shown(&url), name: row.name });
            }
        }
        Ok(Self::private(url))
    }

    /// An index of which no more is known than where it takes uploads.
    #[must_use]
    pub fn private(upload: Url) -> Self {
        let name = match (upload.host_str(), upload.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (Some(host), None) => host.to_owned(),
            (None, _) => shown(&upload),
        };
        Self {
            title: name.clone(),
            name,
            upload,
            simple: None,
            json: None,
            integrity: None,
            site: None,
            limits: Limits::default(),
            is_warehouse: false,
            discovery: Discovery::default(),
            login: None,
        }
    }

    /// The same index, with its simple API at that address.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] if that is no address, or one with a password.
    pub fn with_simple(mut self, url: &str) -> Result<Self, Error> {
        self.simple = Some(base(parse_url(url)?));
        Ok(self)
    }

    /// The login, if `url` is of the server that takes the uploads.
    #[must_use]
    pub fn login_for(&self, url: &Url) -> Option<&Login> {
        let is_same = url.origin() == self.upload.origin();
        self.login.as_ref().filter(|_| is_same)
    }

    /// Whether it is one of those that are known by name.
    #[must_use]
    pub fn is_known(&self) -> bool {
        KNOWN.iter().any(|row| row.name == self.name)
    }

    /// The page of a release, for people.
    #[must_use]
    pub fn page(&self, project: &str, version: &str) -> Option<Url> {
        self.site
            .as_ref()
            .and_then(|site| below(site, &["project", &normalised(project), version, ""]))
    }

    /// The page on which a release can be yanked, for people.
    #[must_use]
    pub fn yank_page(&self, project: &str, version: &str) -> Option<Url> {
        let project = normalised(project);
        let segments = ["manage", "project", &project, "release", version, ""];
        self.site.as_ref().and_then(|site| below(site, &segments))
    }

    /// The page on which publishers of a project are configured, for people.
    #[must_use]
    pub fn publishers_page(&self, project: &str) -> Option<Url> {
        let project = normalised(project);
        let segments = ["manage", "project", &project, "settings", "publishing", ""];
        self.site.as_ref().and_then(|site| below(site, &segments))
    }

    /// The page on which publishers of projects that do not exist yet are configured.
    #[must_use]
    pub fn pending_publishers_page(&self) -> Option<Url> {
        let segments = ["manage", "account", "publishing", ""];
        self.site.as_ref().and_then(|site| below(site, &segments))
    }

    /// Where the simple API has a project.
    #[must_use]
    pub fn simple_project(&self, project: &str) -> Option<Url> {
        self.simple.as_ref().and_then(|base| below(base, &[&normalised(project), ""]))
    }

    /// Where the integrity API has a file's attestations.
    #[must_use]
    pub fn provenance(&self, project: &str, version: &str, file_name: &str) -> Option<Url> {
        let segments = [&normalised(project), version, file_name, "provenance"];
        self.integrity.as_ref().and_then(|base| below(base, &segments))
    }

    fn of(row: &Known) -> Result<Self, Error> {
        let site = parse_url(row.site)?;
        Ok(Self {
            name: row.name.into(),
            title: row.title.into(),
            upload: parse_url(row.upload)?,
            simple: below(&site, &["simple", ""]),
            json: below(&site, &["pypi", ""]),
            integrity: below(&site, &["integrity", ""]),
            site: Some(site),
            limits: row.limits,
            is_warehouse: true,
            discovery: Discovery::Fixed,
            login: None,
        })
    }
}

/// A project's name as indexes compare it: lower case, runs of `-`, `_`, `.` as one hyphen
/// (PEP 503).
///
/// ```
/// assert_eq!(wheelpin_publish::normalised("Foo._Bar"), "foo-bar");
/// ```
#[must_use]
pub fn normalised(project: &str) -> String {
    let mut name = String::new();
    for letter in project.chars() {
        match letter {
            '-' | '_' | '.' if name.ends_with('-') => {}
            '-' | '_' | '.' => name.push('-'),
            _ => name.push(letter.to_ascii_lowercase()),
        }
    }
    name
}

/// An address below another, its segments quoted.
pub(crate) fn below(base: &Url, segments: &[&str]) -> Option<Url> {
    let mut url = base.clone();
    // A dot segment would be taken out, and lead elsewhere.
    if segments.iter().any(|segment| matches!(*segment, "." | "..")) {
        return None;
    }
    url.path_segments_mut().ok()?.pop_if_empty().extend(segments);
    Some(url)
}

/// An address with a slash at its end.
fn base(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url
}

/// Reads an address of a server, which holds no credentials.
pub(crate) fn parse_url(text: &str) -> Result<Url, Error> {
    // Of what cannot be read it is not known where a password stands.
    let unread = |reason| Error::Url { text: "the address".into(), reason };
    let url = Url::parse(text).map_err(|_| unread("is not a URL"))?;
    let wrong = |reason| Error::Url { text: shown(&url), reason };
    if !matches!(url.scheme(), "https" | "http") {
        return Err(wrong("is neither https nor http"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("holds a user or password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("holds a query or fragment"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests;
