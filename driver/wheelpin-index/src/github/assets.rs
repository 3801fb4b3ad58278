use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::Value;

use super::forge::{Asset, Release};
use super::{Page, Refused, forge, signed_in};
use crate::app::App;
use crate::store::sha256;

/// Assets of one release.
const MOST: usize = 1000;

type Place = (String, String, u64);

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<Place>,
    Query(page): Query<Page>,
) -> Result<Response, Refused> {
    let repository = format!("{owner}/{name}");
    let forge = forge(&app);
    let release = forge.get(&repository, id).ok_or_else(Refused::not_found)?;
    let assets = release.assets.iter().map(|asset| asset.json(&app, &repository, &release.tag));
    let url = app.url(&format!("github/repos/{repository}/releases/{id}/assets"));
    Ok(page.of(assets.collect(), &url))
}

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
    label: Option<String>,
}

/// Takes an asset. Its name is taken from the beginning; where the rest does not come, it stays
/// in the state `starter`, as GitHub's documentation says of failures.
pub(super) async fn upload(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<Place>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let repository = format!("{owner}/{name}");
    let asset = match begin(&app, &repository, id, named, &headers) {
        Ok(asset) => asset,
        Err(refused) => {
            // The answer is seen by who still sends only where all of it is read.
            let mut pieces = body.into_data_stream();
            while let Some(Ok(_)) = pieces.next().await {}
            return Err(refused);
        }
    };
    let bytes = read(&app, body).await?;
    let json = {
        let mut forge = forge(&app);
        let release = forge.get_mut(&repository, id).ok_or_else(Refused::not_found)?;
        let tag = release.tag.clone();
        let own = release.assets.iter_mut().find(|it| it.id == asset);
        let own = own.ok_or_else(Refused::not_found)?;
        own.sha256 = sha256(&bytes);
        own.bytes = Some(bytes);
        own.json(&app, &repository, &tag)
    };
    Ok((StatusCode::CREATED, Json(json)).into_response())
}

fn begin(
    app: &App,
    repository: &str,
    id: u64,
    named: Named,
    headers: &HeaderMap,
) -> Result<u64, Refused> {
    signed_in(headers)?;
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type
        .ok_or_else(|| Refused::validation("ReleaseAsset", "missing_field", "content_type"))?;
    let name = renamed(&named.name);
    if name.is_empty() {
        return Err(Refused::validation("ReleaseAsset", "missing_field", "name"));
    }
    let mut forge = forge(app);
    let asset = forge.next_id();
    let release = forge.get_mut(repository, id).ok_or_else(Refused::not_found)?;
    if release.assets.iter().any(|other| other.name == name) {
        return Err(Refused::validation("ReleaseAsset", "already_exists", "name"));
    }
    if release.assets.len() == MOST {
        return Err(Refused::validation("ReleaseAsset", "custom", "release"));
    }
    release.assets.push(Asset {
        id: asset,
        name,
        label: named.label,
        content_type: content_type.into(),
        created: app.clock.now(),
        bytes: None,
        sha256: String::new(),
    });
    Ok(asset)
}

/// GitHub puts a dot for characters that it does not like.
fn renamed(name: &str) -> String {
    let is_liked = |one: char| one.is_ascii_alphanumeric() || "._-+@".contains(one);
    let name: String = name.chars().map(|one| if is_liked(one) { one } else { '.' }).collect();
    name.trim_matches('.').into()
}

async fn read(app: &App, body: Body) -> Result<Bytes, Refused> {
    let mut bytes = BytesMut::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = match piece {
            Ok(piece) if app.hold(piece.len() as u64) => piece,
            broken => {
                app.let_go(bytes.len() as u64);
                return Err(match broken {
                    Ok(_) => Refused::new(StatusCode::PAYLOAD_TOO_LARGE, "it holds all it may"),
                    Err(_) => Refused::new(StatusCode::BAD_REQUEST, "the body is broken"),
                });
            }
        };
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}

pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<Place>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let repository = format!("{owner}/{name}");
    let forge = forge(&app);
    let (release, asset) = find(&forge, &repository, id)?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("application/octet-stream")) {
        let bytes = asset.bytes.clone().ok_or_else(Refused::not_found)?;
        let headers = [(header::CONTENT_TYPE, "application/octet-stream")];
        return Ok((headers, bytes).into_response());
    }
    Ok(Json(asset.json(&app, &repository, &release.tag)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Changed {
    name: Option<String>,
    label: Option<String>,
}

pub(super) async fn update(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<Place>,
    headers: HeaderMap,
    Json(changed): Json<Changed>,
) -> Result<Json<Value>, Refused> {
    signed_in(&headers)?;
    let repository = format!("{owner}/{name}");
    let mut forge = forge(&app);
    let place = find(&forge, &repository, id)?.0.id;
    let release = forge.get_mut(&repository, place).ok_or_else(Refused::not_found)?;
    let name = changed.name.map(|name| renamed(&name));
    if release.assets.iter().any(|other| other.id != id && Some(&other.name) == name.as_ref()) {
        return Err(Refused::validation("ReleaseAsset", "already_exists", "name"));
    }
    let tag = release.tag.clone();
    let asset = release.assets.iter_mut().find(|it| it.id == id).ok_or_else(Refused::not_found)?;
    asset.name = name.unwrap_or_else(|| asset.name.clone());
    asset.label = changed.label.or_else(|| asset.label.clone());
    Ok(Json(asset.json(&app, &repository, &tag)))
}

pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path((owner, name, id)): Path<Place>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    signed_in(&headers)?;
    let repository = format!("{owner}/{name}");
    let mut forge = forge(&app);
    let (release, asset) = find(&forge, &repository, id)?;
    let (release, held) = (release.id, asset.size());
    if let Some(release) = forge.get_mut(&repository, release) {
        release.assets.retain(|asset| asset.id != id);
    }
    app.let_go(held as u64);
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn find<'a>(
    forge: &'a super::Forge,
    repository: &'a str,
    id: u64,
) -> Result<(&'a Release, &'a Asset), Refused> {
    let all = forge.of(repository).flat_map(|of| of.assets.iter().map(move |it| (of, it)));
    let found = all.into_iter().find(|(_, asset)| asset.id == id);
    found.ok_or_else(Refused::not_found)
}
