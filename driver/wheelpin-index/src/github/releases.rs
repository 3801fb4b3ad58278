use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;

use super::forge::{MakeLatest, Release};
use super::{Page, Refused, forge, is_signed_in, signed_in};
use crate::app::App;

/// What a release is made with or changed to; what is not there stays.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    tag_name: Option<String>,
    target_commitish: Option<String>,
    name: Option<String>,
    body: Option<String>,
    draft: Option<bool>,
    prerelease: Option<bool>,
    make_latest: Option<String>,
}

impl Wanted {
    fn read(bytes: &[u8]) -> Result<Self, Refused> {
        serde_json::from_slice(bytes)
            .map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "Problems parsing JSON"))
    }

    /// Puts into a release what it is to be.
    fn apply(self, release: &mut Release) -> Result<(), Refused> {
        let make_latest = match self.make_latest.as_deref() {
            None => release.make_latest,
            Some("true") => MakeLatest::True,
            Some("false") => MakeLatest::False,
            Some("legacy") => MakeLatest::Legacy,
            Some(_) => return Err(Refused::validation("Release", "invalid", "make_latest")),
        };
        release.make_latest = make_latest;
        release.tag = self.tag_name.unwrap_or_else(|| release.tag.clone());
        release.commit = self.target_commitish.unwrap_or_else(|| release.commit.clone());
        release.name = self.name.or_else(|| release.name.clone());
        release.body = self.body.or_else(|| release.body.clone());
        release.draft = self.draft.unwrap_or(release.draft);
        release.prerelease = self.prerelease.unwrap_or(release.prerelease);
        if release.tag.is_empty() || release.tag.contains(char::is_whitespace) {
            return Err(Refused::validation("Release", "custom", "tag_name"));
        }
        Ok(())
    }
}

type Repository = (String, String);

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Path((owner, name)): Path<Repository>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Response {
    let repository = format!("{owner}/{name}");
    let sees_drafts = is_signed_in(&headers);
    let forge = forge(&app);
    let mut seen: Vec<&Release> =
        forge.of(&repository).filter(|release| sees_drafts || !release.draft).collect();
    seen.reverse();
    let list = seen.into_iter().map(|release| release.json(&app)).collect();
    page.of(list, &app.url(&format!("github/repos/{repository}/releases")))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    Path((owner, name)): Path<Repository>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Result<(StatusCode, Json<Value>), Refused> {
    signed_in(&headers)?;
    let wanted = Wanted::read(&body)?;
    if wanted.tag_name.is_none() {
        return Err(Refused::validation("Release", "missing_field", "tag_name"));
    }
    let now = app.clock.now();
    let mut forge = forge(&app);
    let mut release = Release {
        id: 0,
        repository: format!("{owner}/{name}"),
        tag: String::new(),
        commit: "main".into(),
        name: None,
        body: None,
        draft: false,
        prerelease: false,
        make_latest: MakeLatest::default(),
        created: now,
        published: None,
        assets: Vec::new(),
    };
    wanted.apply(&mut release)?;
    if !release.draft {
        is_free(&forge, &release)?;
        release.published = Some(now);
    }
    release.id = forge.next_id();
    let json = release.json(&app);
    forge.releases.push(release);
    Ok((StatusCode::CREATED, Json(json)))
}

/// A tag has one release that is published. Drafts of it there may be many.
fn is_free(forge: &super::Forge, release: &Release) -> Result<(), Refused> {
    let mut others = forge.of(&release.repository).filter(|other| other.id != release.id);
    if others.any(|other| !other.draft && other.tag == release.tag) {
        return Err(Refused::validation("Release", "already_exists", "tag_name"));
    }
    Ok(())
}

pub(super) async fn latest(
    State(app): State<Arc<App>>,
    Path((owner, name)): Path<Repository>,
) -> Result<Json<Value>, Refused> {
    let forge = forge(&app);
    let release = forge.latest(&format!("{owner}/{name}")).ok_or_else(Refused::not_found)?;
    Ok(Json(release.json(&app)))
}

/// Drafts are not found by their tag.
pub(super) async fn by_tag(
    State(app): State<Arc<App>>,
    Path((owner, name, tag)): Path<(String, String, String)>,
) -> Result<Json<Value>, Refused> {
    let forge = forge(&app);
    let repository = format!("{owner}/{name}");
    let mut of_tag = forge.of(&repository).filter(|release| !release.draft && release.tag == tag);
    let release = of_tag.next().ok_or_else(Refused::not_found)?;
    Ok(Json(release.json(&app)))
}

pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<(String, String, u64)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refused> {
    let forge = forge(&app);
    let release = forge.get(&format!("{owner}/{name}"), id);
    let release = release.filter(|release| !release.draft || is_signed_in(&headers));
    Ok(Json(release.ok_or_else(Refused::not_found)?.json(&app)))
}

pub(super) async fn update(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<(String, String, u64)>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Result<Json<Value>, Refused> {
    signed_in(&headers)?;
    let wanted = Wanted::read(&body)?;
    let repository = format!("{owner}/{name}");
    let now = app.clock.now();
    let mut forge = forge(&app);
    let mut changed = forge.get(&repository, id).ok_or_else(Refused::not_found)?.clone();
    wanted.apply(&mut changed)?;
    if !changed.draft {
        is_free(&forge, &changed)?;
        changed.published = changed.published.or(Some(now));
    }
    let json = changed.json(&app);
    if let Some(release) = forge.get_mut(&repository, id) {
        *release = changed;
    }
    Ok(Json(json))
}

pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<(String, String, u64)>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    signed_in(&headers)?;
    let repository = format!("{owner}/{name}");
    let mut forge = forge(&app);
    let held: usize = forge
        .get(&repository, id)
        .ok_or_else(Refused::not_found)?
        .assets
        .iter()
        .map(super::forge::Asset::size)
        .sum();
    forge.releases.retain(|release| release.id != id);
    app.let_go(held as u64);
    Ok(StatusCode::NO_CONTENT.into_response())
}
