//! The simple API: HTML (PEP 503) and JSON (PEP 691, 700, 714, 740), as warehouse writes it
//! (`api/simple.py`, `packaging/utils.py`, August 2026).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use url::Url;
use wheelpin_wheel::canonical_name;

use super::accept::choose;
use super::html::escape;
use super::{accepted, not_found, typed};
use crate::app::App;
use crate::store::{Project, Release, StoredFile, sha256};

/// The version of the API (warehouse, `API_VERSION`).
const API: &str = "1.4";

const HTML: &str = "text/html";
const JSON_V1: &str = "application/vnd.pypi.simple.v1+json";
const OFFERS: [&str; 3] = [HTML, "application/vnd.pypi.simple.v1+html", JSON_V1];

fn media_type(headers: &HeaderMap) -> &'static str {
    choose(&accepted(headers), &OFFERS).unwrap_or(HTML)
}

pub(super) async fn projects(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let media_type = media_type(&headers);
    let store = app.store();
    if media_type == JSON_V1 {
        let names =
            store.projects.values().map(|it| json!({ "name": it.name, "_last-serial": it.serial }));
        let meta = json!({ "api-version": API, "_last-serial": store.serial });
        let page = json!({ "meta": meta, "projects": names.collect::<Vec<Value>>() });
        return typed(media_type, store.serial, page.to_string());
    }
    let links = store.projects.iter().map(|(normalised, project)| {
        format!("    <a href=\"/simple/{normalised}/\">{}</a>\n", escape(&project.name))
    });
    let body = page("Simple index", &links.collect::<String>());
    typed(media_type, store.serial, body)
}

pub(super) async fn project(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let normalised = canonical_name(&name);
    let store = app.store();
    let Some(project) = store.project(&name) else { return not_found() };
    if normalised != name {
        return moved(&normalised);
    }
    let media_type = media_type(&headers);
    let body = match media_type {
        JSON_V1 => details(&app, &normalised, project).to_string(),
        _ => links(&app, &normalised, project),
    };
    typed(media_type, project.serial, body)
}

pub(super) async fn without_slash(Path(name): Path<String>) -> Response {
    moved(&canonical_name(&name))
}

fn moved(project: &str) -> Response {
    let headers = [(header::LOCATION, format!("/simple/{project}/"))];
    (StatusCode::MOVED_PERMANENTLY, headers).into_response()
}

/// Files of all releases, by version and name.
fn files(project: &Project) -> Vec<(&Release, &StoredFile)> {
    let files = project.releases.iter().flat_map(|of| of.files.iter().map(move |it| (of, it)));
    let mut files: Vec<(&Release, &StoredFile)> = files.collect();
    files.sort_by(|(one, a), (other, b)| (&one.number, &a.name).cmp(&(&other.number, &b.name)));
    files
}

fn details(app: &App, normalised: &str, project: &Project) -> Value {
    let files = files(project);
    let mut versions: Vec<String> = files.iter().map(|(release, _)| release.version()).collect();
    versions.dedup();
    let files = files.iter().map(|(release, file)| {
        let metadata = match &file.metadata {
            Some(metadata) => json!({ "sha256": sha256(metadata) }),
            None => false.into(),
        };
        json!({
            "filename": file.name,
            "url": url(app, file),
            "hashes": { "sha256": file.digests.sha256 },
            "requires-python": release.one("requires_python"),
            "size": file.size(),
            "upload-time": format!("{:.6}", file.uploaded),
            "yanked": false,
            "data-dist-info-metadata": metadata.clone(),
            "core-metadata": metadata,
            "provenance": provenance(app, normalised, release, file),
        })
    });
    json!({
        "meta": { "api-version": API, "_last-serial": project.serial },
        "name": normalised,
        "project-status": { "status": "active" },
        "versions": versions,
        "files": files.collect::<Vec<Value>>(),
        "alternate-locations": [],
    })
}

fn links(app: &App, normalised: &str, project: &Project) -> String {
    let links = files(project).into_iter().map(|(release, file)| {
        let address = escape(&url(app, file));
        let mut link = format!("<a href=\"{address}#sha256={}\"", file.digests.sha256);
        if let Some(pythons) = release.one("requires_python") {
            link += &format!(" data-requires-python=\"{}\"", escape(pythons));
        }
        if let Some(metadata) = &file.metadata {
            let digest = sha256(metadata);
            link += &format!(
                " data-dist-info-metadata=\"sha256={digest}\" data-core-metadata=\"sha256={digest}\""
            );
        }
        if let Some(url) = provenance(app, normalised, release, file) {
            link += &format!(" data-provenance=\"{}\"", escape(&url));
        }
        format!("    {link}>{}</a><br>\n", escape(&file.name))
    });
    page(&format!("Links for {normalised}"), &links.collect::<String>())
}

fn page(title: &str, links: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html>\n  <head>\n    \
         <meta name=\"pypi:repository-version\" content=\"{API}\">\n    <title>{title}</title>\n  \
         </head>\n  <body>\n    <h1>{title}</h1>\n{links}  </body>\n</html>\n"
    )
}

/// Where a file is.
pub(super) fn url(app: &App, file: &StoredFile) -> String {
    quoted(app, &format!("files/{}", file.path()))
}

/// An address below this server, of which every part is quoted.
fn quoted(app: &App, path: &str) -> String {
    let base = app.url("");
    let Ok(mut url) = Url::parse(&base) else { return base };
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.clear().extend(path.split('/'));
    }
    url.into()
}

fn provenance(app: &App, project: &str, release: &Release, file: &StoredFile) -> Option<String> {
    file.provenance.as_ref()?;
    let version = release.version();
    Some(quoted(app, &format!("integrity/{project}/{version}/{}/provenance", file.name)))
}
