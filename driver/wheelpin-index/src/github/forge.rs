use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::pulls::Pull;
use crate::app::App;

/// Releases of all repositories.
#[derive(Debug, Default)]
pub(crate) struct Forge {
    /// In the order they were made.
    pub(super) releases: Vec<Release>,
    /// In the order they were made.
    pub(super) pulls: Vec<Pull>,
    /// The last number that was given out.
    last: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Release {
    pub(super) id: u64,
    /// `OWNER/NAME`
    pub(super) repository: String,
    pub(super) tag: String,
    pub(super) commit: String,
    pub(super) name: Option<String>,
    pub(super) body: Option<String>,
    pub(super) draft: bool,
    pub(super) prerelease: bool,
    /// Whether it may be the latest.
    pub(super) make_latest: MakeLatest,
    pub(super) created: Timestamp,
    pub(super) published: Option<Timestamp>,
    pub(super) assets: Vec<Asset>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum MakeLatest {
    #[default]
    True,
    False,
    Legacy,
}

#[derive(Clone, Debug)]
pub(super) struct Asset {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) label: Option<String>,
    pub(super) content_type: String,
    pub(super) created: Timestamp,
    /// None until all of it came: the asset is in the state `starter`, and its name taken.
    pub(super) bytes: Option<Bytes>,
    pub(super) sha256: String,
}

impl Forge {
    pub(super) fn next_id(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(super) fn of<'a, 'b>(
        &'a self,
        repository: &'b str,
    ) -> impl Iterator<Item = &'a Release> + use<'a, 'b> {
        self.releases.iter().filter(move |it| it.repository.eq_ignore_ascii_case(repository))
    }

    pub(super) fn get(&self, repository: &str, id: u64) -> Option<&Release> {
        self.of(repository).find(|release| release.id == id)
    }

    pub(super) fn get_mut(&mut self, repository: &str, id: u64) -> Option<&mut Release> {
        let is_wanted =
            |it: &&mut Release| it.id == id && it.repository.eq_ignore_ascii_case(repository);
        self.releases.iter_mut().find(is_wanted)
    }

    /// The release that is shown as the latest: the last to be published that is no pre-release
    /// and was not kept from it.
    pub(super) fn latest(&self, repository: &str) -> Option<&Release> {
        let fit = self
            .of(repository)
            .filter(|it| !it.draft && !it.prerelease && it.make_latest != MakeLatest::False);
        fit.max_by_key(|release| (release.published, release.id))
    }

    /// Pull requests, for those who look at the whole.
    pub(crate) fn pull_requests(&self, app: &App) -> Vec<Value> {
        self.pulls.iter().map(|pull| pull.json(app)).collect()
    }

    /// For those who look at the whole.
    pub(crate) fn state(&self) -> Vec<Value> {
        let releases = self.releases.iter().map(|release| {
            let latest = self.latest(&release.repository).map(|latest| latest.id);
            let assets = release.assets.iter().map(|asset| {
                json!({
                    "name": asset.name,
                    "state": asset.state(),
                    "size": asset.size(),
                    "sha256": asset.sha256,
                })
            });
            json!({
                "repository": release.repository,
                "tag": release.tag,
                "name": release.name,
                "body": release.body,
                "draft": release.draft,
                "prerelease": release.prerelease,
                "latest": latest == Some(release.id),
                "assets": assets.collect::<Vec<Value>>(),
            })
        });
        releases.collect()
    }
}

impl Release {
    pub(super) fn json(&self, app: &App) -> Value {
        let (id, repository) = (self.id, &self.repository);
        let api = app.url(&format!("github/repos/{repository}"));
        let uploads = app.url(&format!("github/uploads/repos/{repository}"));
        let page = if self.draft { format!("untagged-{id}") } else { self.tag.clone() };
        let assets = self.assets.iter().map(|asset| asset.json(app, repository, &self.tag));
        json!({
            "id": id,
            "node_id": format!("RE_{id}"),
            "tag_name": self.tag,
            "target_commitish": self.commit,
            "name": self.name,
            "body": self.body,
            "draft": self.draft,
            "prerelease": self.prerelease,
            "immutable": false,
            "created_at": time(self.created),
            "published_at": self.published.map(time),
            "url": format!("{api}/releases/{id}"),
            "html_url": app.url(&format!("github/{repository}/releases/tag/{page}")),
            "assets_url": format!("{api}/releases/{id}/assets"),
            "upload_url": format!("{uploads}/releases/{id}/assets{{?name,label}}"),
            "tarball_url": format!("{api}/tarball/{}", self.tag),
            "zipball_url": format!("{api}/zipball/{}", self.tag),
            "author": { "login": "rehearsal", "type": "Bot" },
            "assets": assets.collect::<Vec<Value>>(),
        })
    }
}

impl Asset {
    pub(super) fn size(&self) -> usize {
        self.bytes.as_ref().map_or(0, Bytes::len)
    }

    pub(super) fn state(&self) -> &'static str {
        if self.bytes.is_some() { "uploaded" } else { "starter" }
    }

    pub(super) fn json(&self, app: &App, repository: &str, tag: &str) -> Value {
        let id = self.id;
        let digest = self.bytes.is_some().then(|| format!("sha256:{}", self.sha256));
        let page = app.url(&format!("github/{repository}/releases/download/{tag}/{}", self.name));
        json!({
            "id": id,
            "node_id": format!("RA_{id}"),
            "name": self.name,
            "label": self.label,
            "state": self.state(),
            "content_type": self.content_type,
            "size": self.size(),
            "digest": digest,
            "download_count": 0,
            "created_at": time(self.created),
            "updated_at": time(self.created),
            "url": app.url(&format!("github/repos/{repository}/releases/assets/{id}")),
            "browser_download_url": page,
            "uploader": { "login": "rehearsal", "type": "Bot" },
        })
    }
}

/// GitHub gives whole seconds.
fn time(at: Timestamp) -> String {
    format!("{at:.0}")
}
