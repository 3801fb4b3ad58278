//! The JSON API, with the fields that warehouse has (`legacy/api/json.py`, August 2026).

use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use pep440_rs::Version;
use serde_json::{Map, Value, json};
use wheelpin_wheel::canonical_name;

use super::simple::url;
use super::typed;
use crate::app::App;
use crate::store::{Project, Release, StoredFile, sha256};

pub(super) async fn project(State(app): State<Arc<App>>, Path(name): Path<String>) -> Response {
    let normalised = canonical_name(&name);
    let store = app.store();
    let project = store.project(&name);
    let Some((project, release)) = project.and_then(|it| Some((it, it.latest()?))) else {
        return missing();
    };
    if normalised != name {
        let headers = [(header::LOCATION, format!("/pypi/{normalised}/json"))];
        return (StatusCode::MOVED_PERMANENTLY, headers).into_response();
    }
    answer(&app, project, release, true)
}

pub(super) async fn release(
    State(app): State<Arc<App>>,
    Path((name, version)): Path<(String, String)>,
) -> Response {
    let store = app.store();
    let version = Version::from_str(&version).ok();
    let found = store.project(&name).and_then(|it| Some((it, it.release(&version?)?)));
    match found {
        Some((project, release)) => answer(&app, project, release, false),
        None => missing(),
    }
}

fn missing() -> Response {
    let body = json!({ "message": "Not Found" }).to_string();
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn answer(app: &App, project: &Project, release: &Release, with_releases: bool) -> Response {
    let mut data = json!({
        "info": info(app, project, release),
        "last_serial": project.serial,
        "urls": files(app, release),
        "vulnerabilities": [],
    });
    if with_releases {
        let all = project.releases.iter().map(|it| (it.version(), files(app, it).into()));
        data["releases"] = Value::Object(all.collect::<Map<String, Value>>());
    }
    typed("application/json", project.serial, data.to_string())
}

fn info(app: &App, project: &Project, release: &Release) -> Value {
    let one = |name| release.one(name);
    let all = |name| {
        let values: Vec<&str> = release.all(name).collect();
        (!values.is_empty()).then_some(values)
    };
    let urls: Map<String, Value> = release
        .all("project_urls")
        .filter_map(|value| value.split_once(','))
        .map(|(label, url)| (label.trim().into(), url.trim().into()))
        .collect();
    let page = app.url(&format!("project/{}/", canonical_name(&project.name)));
    let version = release.version();
    json!({
        "author": one("author"),
        "author_email": one("author_email"),
        "classifiers": all("classifiers").unwrap_or_default(),
        "description": one("description").unwrap_or_default(),
        "description_content_type": one("description_content_type"),
        "download_url": one("download_url"),
        "dynamic": all("dynamic"),
        "home_page": one("home_page"),
        "keywords": one("keywords"),
        "license": one("license"),
        "license_expression": one("license_expression"),
        "license_files": all("license_file"),
        "maintainer": one("maintainer"),
        "maintainer_email": one("maintainer_email"),
        "name": project.name,
        "package_url": page,
        "platform": one("platform"),
        "project_url": page,
        "project_urls": (!urls.is_empty()).then_some(urls),
        "provides_extra": all("provides_extra"),
        "release_url": format!("{page}{version}/"),
        "requires_dist": all("requires_dist"),
        "requires_python": one("requires_python"),
        "summary": one("summary"),
        "version": version,
        "yanked": false,
        "yanked_reason": null,
    })
}

fn files(app: &App, release: &Release) -> Vec<Value> {
    let mut files: Vec<&StoredFile> = release.files.iter().collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let described = files.into_iter().map(|file| {
        json!({
            "comment_text": file.comment,
            "core-metadata": match &file.metadata {
                Some(metadata) => json!({ "sha256": sha256(metadata) }),
                None => false.into(),
            },
            "digests": file.digests,
            "filename": file.name,
            "has_sig": false,
            "md5_digest": file.digests.md5,
            "packagetype": file.kind,
            "python_version": file.python,
            "requires_python": release.one("requires_python"),
            "size": file.size(),
            "upload_time": file.uploaded.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            "upload_time_iso_8601": format!("{:.6}", file.uploaded),
            "url": url(app, file),
            "yanked": false,
            "yanked_reason": null,
        })
    });
    described.collect()
}
