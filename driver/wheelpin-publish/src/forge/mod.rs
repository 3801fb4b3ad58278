//! Releases and pull requests on a forge: GitHub's.

mod answers;
mod known;
mod pull_request;

use std::path::PathBuf;

use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use url::Url;

use self::answers::{Asset, Release};
use self::known::GITHUB_API;
pub use self::known::GITHUB_SERVER;
pub use self::pull_request::PullRequest;
use crate::http::{read_json, refused_without, shown};
use crate::retry::Attempts;
use crate::{Error, Http, Secret};

/// Most bytes of an answer: a hundred releases with their notes.
const LIMIT: u64 = 32 << 20;
/// Entries of a page, the most that GitHub gives.
const PAGE: usize = 100;
/// Pages that are read: a draft is among the newest, and a release has fewer files.
const PAGES: usize = 10;
/// The version of the API.
const VERSION: &str = "2022-11-28";

/// A repository on GitHub, or on a server of the same kind.
#[derive(Clone, Debug)]
pub struct Forge {
    http: Http,
    api: Url,
    repository: String,
    token: Secret,
}

/// A release to be made.
#[derive(Clone, Debug)]
pub struct ForgeRelease<'a> {
    /// Its tag, which is pushed.
    pub tag: &'a str,
    /// Its title.
    pub name: &'a str,
    /// Its notes, in Markdown.
    pub notes: &'a str,
    /// Whether it is a pre-release.
    pub is_prerelease: bool,
    /// Whether it may be the newest: not one of a maintenance branch.
    pub is_latest: bool,
    /// Its files.
    pub files: &'a [ForgeFile],
}

/// A file of a release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ForgeFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name on the forge.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, in lower-case hex.
    pub sha256: String,
    /// Whether one of its name in a published release stays, whatever is in it: nobody is to get
    /// other bytes for that, and it is none of what was built.
    pub may_differ: bool,
}

impl Forge {
    /// A repository, as `OWNER/NAME`. `api` is the base of the REST API, where it is not
    /// GitHub's own: on GitHub Actions, `GITHUB_API_URL`.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] if `api` is no address; [`Error::Repository`] if the name cannot be one.
    pub fn new(
        http: Http,
        api: Option<&str>,
        repository: &str,
        token: Secret,
    ) -> Result<Self, Error> {
        let text = api.unwrap_or(GITHUB_API);
        let wrong = || Error::Url { text: text.into(), reason: "is no address" };
        let mut api = Url::parse(text).map_err(|_| wrong())?;
        if !api.path().ends_with('/') {
            let path = format!("{}/", api.path());
            api.set_path(&path);
        }
        let is_word = |word: &str| {
            let is_fit = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
            !word.is_empty() && word != "." && word != ".." && word.chars().all(is_fit)
        };
        match repository.split_once('/') {
            Some((owner, name)) if is_word(owner) && is_word(name) => {}
            _ => return Err(Error::Repository { name: repository.into() }),
        }
        Ok(Self { http, api, repository: repository.into(), token })
    }

    /// Makes the release, or goes on with it: a draft until every file is there, then published.
    /// Files that are there, the same to the byte, stay; what did not arrive whole is sent
    /// again. Gives the address of its page. `on_file` is told of each file that is there.
    ///
    /// # Errors
    ///
    /// [`Error::ForgeFile`] for a published release with other files of a name, those of
    /// answers, and [`Error::Changed`].
    pub async fn publish(
        &self,
        release: &ForgeRelease<'_>,
        mut on_file: impl FnMut(&str),
    ) -> Result<String, Error> {
        let there = match self.find(release.tag).await? {
            Some(there) => there,
            None => self.create(release).await?,
        };
        let assets = self.assets(there.id).await?;
        for file in release.files {
            match assets.iter().find(|asset| asset.name == file.name) {
                Some(asset) if asset.is(file.size, &file.sha256) => {}
                Some(_) if !there.draft && file.may_differ => {}
                Some(_) if !there.draft => {
                    return Err(Error::ForgeFile {
                        file: file.name.clone(),
                        tag: release.tag.into(),
                    });
                }
                Some(asset) => {
                    self.delete(&format!("releases/assets/{}", asset.id)).await?;
                    self.upload(&there, file).await?;
                }
                None => self.upload(&there, file).await?,
            }
            on_file(&file.name);
        }
        if !there.draft {
            return Ok(there.html_url);
        }
        let fields = json!({
            "tag_name": release.tag,
            "name": release.name,
            "body": release.notes,
            "draft": false,
            "prerelease": release.is_prerelease,
            "make_latest": if release.is_latest && !release.is_prerelease { "true" } else { "false" },
        });
        let published: Release = self
            .json(|forge| forge.request(Method::PATCH, &format!("releases/{}", there.id)), &fields)
            .await?;
        Ok(published.html_url)
    }

    /// Whether a published release has all of some files.
    ///
    /// # Errors
    ///
    /// Those of answers.
    pub async fn has(&self, tag: &str, files: &[ForgeFile]) -> Result<bool, Error> {
        let Some(there) = self.find(tag).await?.filter(|there| !there.draft) else {
            return Ok(false);
        };
        let assets = self.assets(there.id).await?;
        let has = |file: &ForgeFile| assets.iter().any(|asset| asset.name == file.name);
        Ok(files.iter().all(has))
    }

    /// Deletes the draft of a tag's release; whether there was one.
    ///
    /// # Errors
    ///
    /// Those of answers.
    pub async fn delete_draft(&self, tag: &str) -> Result<bool, Error> {
        match self.find(tag).await? {
            Some(there) if there.draft => {
                self.delete(&format!("releases/{}", there.id)).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The release of a tag, drafts too, which cannot be asked for by their tag.
    async fn find(&self, tag: &str) -> Result<Option<Release>, Error> {
        for page in 1..=PAGES {
            let path = format!("releases?per_page={PAGE}&page={page}");
            let releases: Vec<Release> =
                self.ask(|forge| forge.request(Method::GET, &path)).await?;
            let is_last = releases.len() < PAGE;
            if let Some(found) = releases.into_iter().find(|release| release.tag_name == tag) {
                return Ok(Some(found));
            }
            if is_last {
                break;
            }
        }
        Ok(None)
    }

    async fn create(&self, release: &ForgeRelease<'_>) -> Result<Release, Error> {
        let fields = json!({
            "tag_name": release.tag,
            "name": release.name,
            "body": release.notes,
            "draft": true,
            "prerelease": release.is_prerelease,
        });
        let mut attempts = Attempts::default();
        loop {
            let request = self.request(Method::POST, "releases")?.json(&fields);
            match self.answer(request).await {
                Ok(answer) => return read_json(answer, LIMIT).await,
                Err(error) => attempts.next(error).await?,
            }
            // It may have been made before the answer was lost.
            if let Some(made) = self.find(release.tag).await? {
                return Ok(made);
            }
        }
    }

    async fn assets(&self, id: u64) -> Result<Vec<Asset>, Error> {
        let mut all = Vec::new();
        for page in 1..=PAGES {
            let path = format!("releases/{id}/assets?per_page={PAGE}&page={page}");
            let assets: Vec<Asset> = self.ask(|forge| forge.request(Method::GET, &path)).await?;
            let is_last = assets.len() < PAGE;
            all.extend(assets);
            if is_last {
                break;
            }
        }
        Ok(all)
    }

    async fn upload(&self, release: &Release, file: &ForgeFile) -> Result<(), Error> {
        let template = release.upload_url.split('{').next().unwrap_or_default();
        let wrong = || Error::Answer {
            url: shown(&self.api),
            reason: "no address to send files of a release to".into(),
        };
        let mut url = Url::parse(template).map_err(|_| wrong())?;
        // The token goes to the forge alone: to its host, or one below the same domain.
        if !is_of_same_forge(&self.api, &url) {
            return Err(wrong());
        }
        url.query_pairs_mut().clear().append_pair("name", &file.name);
        let mut attempts = Attempts::default();
        loop {
            let bytes = tokio::fs::read(&file.path).await;
            let bytes = bytes.map_err(|_| Error::Changed { path: file.path.clone() })?;
            if bytes.len() as u64 != file.size {
                return Err(Error::Changed { path: file.path.clone() });
            }
            let request = self
                .signed(self.http.upload(Method::POST, &url)?)
                .header(CONTENT_TYPE, "application/octet-stream")
                .header(CONTENT_LENGTH, file.size)
                .body(bytes);
            match self.answer(request).await {
                Ok(_) => return Ok(()),
                Err(error) => attempts.next(error).await?,
            }
            // Half of it may be there, and holds the name.
            let assets = self.assets(release.id).await?;
            match assets.iter().find(|asset| asset.name == file.name) {
                Some(asset) if asset.is(file.size, &file.sha256) => return Ok(()),
                Some(asset) => self.delete(&format!("releases/assets/{}", asset.id)).await?,
                None => {}
            }
        }
    }

    async fn delete(&self, path: &str) -> Result<(), Error> {
        let mut attempts = Attempts::default();
        loop {
            let request = self.request(Method::DELETE, path)?;
            match self.answer(request).await {
                Ok(_) => return Ok(()),
                // It is gone, which is what was wanted.
                Err(Error::Status { status: 404, .. }) => return Ok(()),
                Err(error) => attempts.next(error).await?,
            }
        }
    }

    async fn json<T: serde::de::DeserializeOwned>(
        &self,
        request: impl Fn(&Self) -> Result<RequestBuilder, Error>,
        fields: &Value,
    ) -> Result<T, Error> {
        self.ask(|forge| Ok(request(forge)?.json(fields))).await
    }

    /// Asks, again where that can help.
    async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        request: impl Fn(&Self) -> Result<RequestBuilder, Error>,
    ) -> Result<T, Error> {
        let mut attempts = Attempts::default();
        loop {
            let asked = self.answer(request(self)?).await;
            match asked {
                Ok(answer) => return read_json(answer, LIMIT).await,
                Err(error) => attempts.next(error).await?,
            }
        }
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Response, Error> {
        let answer = self.http.send(request).await?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let headers = answer.headers();
        let is_spent = headers.get("x-ratelimit-remaining").is_some_and(|it| it == "0");
        let limited = answer.status() == StatusCode::FORBIDDEN && is_spent;
        match refused_without(answer, &self.token).await {
            // GitHub, "Rate limits for the REST API": 403 or 429.
            Error::Status { url, message, .. } if limited => {
                Err(Error::Status { url, status: 429, message })
            }
            Error::Status { status: status @ (401 | 403 | 404), message, .. } => {
                Err(Error::ForgeDenied { repository: self.repository.clone(), status, message })
            }
            error => Err(error),
        }
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, Error> {
        let path = format!("repos/{}/{path}", self.repository);
        let url = self.api.join(&path);
        let url = url.map_err(|_| Error::Url { text: path, reason: "is no address" })?;
        Ok(self.signed(self.http.confidential(method, &url)?))
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        request
            .header(ACCEPT, "application/vnd.github+json")
            .header("X-GitHub-Api-Version", VERSION)
            .bearer_auth(self.token.expose())
    }
}

/// Whether two addresses are of one forge: the same host, or hosts of one registered domain,
/// as `api.` and `uploads.` are.
fn is_of_same_forge(api: &Url, other: &Url) -> bool {
    if api.scheme() != other.scheme() {
        return false;
    }
    if api.host() == other.host() {
        return true;
    }
    let parent = |url: &Url| {
        let host = url.host_str()?.to_owned();
        let (_, parent) = host.split_once('.')?;
        parent.contains('.').then(|| parent.to_owned())
    };
    parent(api).is_some() && parent(api) == parent(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_to_one_forge_alone() {
        let is = |one: &str, other: &str| {
            is_of_same_forge(&Url::parse(one).unwrap(), &Url::parse(other).unwrap())
        };
        assert!(is("https://api.forge.example/", "https://uploads.forge.example/x"));
        assert!(is("https://forge.example/api/v3/", "https://forge.example/api/uploads"));
        assert!(!is("https://api.forge.example/", "https://uploads.evil.example/x"));
        assert!(!is("https://api.forge.example/", "http://uploads.forge.example/x"));
        assert!(!is("https://forge.example/", "https://evil.example/"));
    }

    #[test]
    fn a_repository_is_an_owner_and_a_name() {
        let http = Http::new(&crate::HttpSettings::default()).unwrap();
        let new = |name: &str| Forge::new(http.clone(), None, name, Secret::new("x"));
        assert!(new("acme/sample.rs").is_ok());
        for name in ["", "acme", "acme/", "a/b/c", "a/..", "a b/c", "a/b?c"] {
            assert!(matches!(new(name), Err(Error::Repository { .. })), "{name}");
        }
    }
}
