use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Page, Refused, forge, signed_in};
use crate::app::App;

/// A pull request.
#[derive(Clone, Debug)]
pub(super) struct Pull {
    number: u64,
    repository: String,
    /// The branch that is to be merged.
    head: String,
    /// The branch it is merged into.
    base: String,
    title: String,
    body: String,
    open: bool,
}

impl Pull {
    pub(super) fn json(&self, app: &App) -> Value {
        let Self { number, repository, head, base, .. } = self;
        let owner = repository.split('/').next().unwrap_or_default();
        json!({
            "number": number,
            "state": if self.open { "open" } else { "closed" },
            "title": self.title,
            "body": self.body,
            "head": { "ref": head, "label": format!("{owner}:{head}") },
            "base": { "ref": base },
            "html_url": app.url(&format!("github/{repository}/pull/{number}")),
        })
    }
}

/// What pull requests are asked for by.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    /// `OWNER:BRANCH`
    head: Option<String>,
    base: Option<String>,
    /// `open`, which is meant where it is not said, `closed` or `all`.
    state: Option<String>,
}

/// What a pull request is made with or changed to.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    head: Option<String>,
    base: Option<String>,
    title: Option<String>,
    body: Option<String>,
    state: Option<String>,
}

fn read(bytes: &[u8]) -> Result<Wanted, Refused> {
    serde_json::from_slice(bytes)
        .map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "Problems parsing JSON"))
}

type Repository = (String, String);

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Path((owner, name)): Path<Repository>,
    Query(filter): Query<Filter>,
    Query(page): Query<Page>,
) -> Response {
    let repository = format!("{owner}/{name}");
    let is_seen = |pull: &&Pull| {
        let label = format!("{owner}:{}", pull.head);
        pull.repository == repository
            && filter.head.as_ref().is_none_or(|head| *head == label)
            && filter.base.as_ref().is_none_or(|base| *base == pull.base)
            && match filter.state.as_deref() {
                Some("all") => true,
                Some("closed") => !pull.open,
                _ => pull.open,
            }
    };
    let forge = forge(&app);
    let list = forge.pulls.iter().rev().filter(is_seen).map(|pull| pull.json(&app)).collect();
    page.of(list, &app.url(&format!("github/repos/{repository}/pulls")))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    Path((owner, name)): Path<Repository>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refused> {
    signed_in(&headers)?;
    let wanted = read(&body)?;
    let needed = |field: Option<String>, name: &str| {
        field.ok_or_else(|| Refused::validation("PullRequest", "missing_field", name))
    };
    let repository = format!("{owner}/{name}");
    let mut forge = forge(&app);
    let pull = Pull {
        number: forge.next_id(),
        head: needed(wanted.head, "head")?,
        base: needed(wanted.base, "base")?,
        title: needed(wanted.title, "title")?,
        body: wanted.body.unwrap_or_default(),
        open: true,
        repository,
    };
    let is_same = |it: &Pull| {
        it.open && it.repository == pull.repository && it.head == pull.head && it.base == pull.base
    };
    if forge.pulls.iter().any(is_same) {
        return Err(Refused::validation("PullRequest", "custom", "head"));
    }
    let json = pull.json(&app);
    forge.pulls.push(pull);
    Ok((StatusCode::CREATED, Json(json)))
}

pub(super) async fn update(
    State(app): State<Arc<App>>,
    Path((owner, name, number)): Path<(String, String, u64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refused> {
    signed_in(&headers)?;
    let wanted = read(&body)?;
    let repository = format!("{owner}/{name}");
    let mut forge = forge(&app);
    let mut pulls = forge.pulls.iter_mut();
    let found = pulls.find(|it| it.number == number && it.repository == repository);
    let pull = found.ok_or_else(Refused::not_found)?;
    pull.title = wanted.title.unwrap_or_else(|| pull.title.clone());
    pull.body = wanted.body.unwrap_or_else(|| pull.body.clone());
    pull.base = wanted.base.unwrap_or_else(|| pull.base.clone());
    if let Some(state) = wanted.state {
        pull.open = state == "open";
    }
    Ok(Json(pull.json(&app)))
}
