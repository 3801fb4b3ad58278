//! A small index that takes uploads, remembers what it was asked and errs when told to.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream;
use sha2::{Digest, Sha256};
use wheelpin_publish::Index;

use crate::server::serve;

/// What to answer in place of taking a file.
#[derive(Clone, Debug)]
pub enum Fault {
    /// A status, headers, a body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// A status with a body that does not end.
    Endless(u16),
    /// No answer.
    Silence,
    /// The file is taken, and the answer says something else.
    TakenBut(u16),
}

impl Fault {
    pub fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), "what the index says".into())
    }
}

/// One upload as it came.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub file_name: String,
    pub fields: Vec<(String, String)>,
    pub bytes: Vec<u8>,
    pub content_type: String,
    pub authorization: String,
    pub length: Option<String>,
    pub is_http2: bool,
}

#[derive(Default)]
pub struct Inner {
    pub uploads: Vec<Upload>,
    pub faults: VecDeque<Fault>,
    /// Name and SHA-256.
    pub files: BTreeMap<String, String>,
    /// Names with how many uploads there were when each began, it included.
    pub began: Vec<(String, usize)>,
    pub running: usize,
    /// How long an upload takes.
    pub delay: Duration,
    /// Only this is let in.
    pub password: Option<String>,
    /// Questions for a project's page, and for attestations.
    pub asked: usize,
    /// Questions until there is a page.
    pub cached: usize,
    /// Attestations there are, by file name.
    pub provenance: BTreeMap<String, String>,
}

#[derive(Clone, Default)]
pub struct Warehouse(pub Arc<Mutex<Inner>>);

impl Warehouse {
    pub fn erring(faults: impl IntoIterator<Item = Fault>) -> Self {
        let warehouse = Self::default();
        warehouse.0.lock().unwrap().faults.extend(faults);
        warehouse
    }

    pub fn router(&self) -> Router {
        Router::new()
            .route("/legacy/", post(upload))
            .route("/simple/{project}/", get(page))
            .route("/integrity/{project}/{version}/{file}/provenance", get(provenance))
            .layer(DefaultBodyLimit::disable())
            .with_state(self.clone())
    }

    /// Serves it; gives it as an index with a simple and an integrity API.
    pub async fn index(&self) -> Index {
        let url = serve(self.router()).await;
        let mut index = Index::parse(url.join("legacy/").unwrap().as_str()).unwrap();
        index.simple = Some(url.join("simple/").unwrap());
        index.integrity = Some(url.join("integrity/").unwrap());
        index
    }

    pub fn uploads(&self) -> Vec<Upload> {
        self.0.lock().unwrap().uploads.clone()
    }

    /// Lets there be a file.
    pub fn has(&self, file_name: &str, sha256: &str) {
        self.0.lock().unwrap().files.insert(file_name.into(), sha256.into());
    }

    /// Lets there be attestations of a file.
    pub fn attests(&self, file_name: &str, provenance: &str) {
        self.0.lock().unwrap().provenance.insert(file_name.into(), provenance.into());
    }
}

async fn upload(
    State(warehouse): State<Warehouse>,
    version: Version,
    headers: HeaderMap,
    mut form: Multipart,
) -> Response {
    let text = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.map(str::to_owned)
    };
    let mut upload = Upload {
        authorization: text(header::AUTHORIZATION).unwrap_or_default(),
        length: text(header::CONTENT_LENGTH),
        is_http2: version == Version::HTTP_2,
        ..Upload::default()
    };
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => return StatusCode::BAD_REQUEST.into_response(),
        };
        let name = field.name().unwrap().to_owned();
        if name == "content" {
            upload.file_name = field.file_name().unwrap().to_owned();
            upload.content_type = field.content_type().unwrap().to_owned();
            let running = {
                let mut inner = warehouse.0.lock().unwrap();
                inner.running += 1;
                inner.running
            };
            warehouse.0.lock().unwrap().began.push((upload.file_name.clone(), running));
            let bytes = field.bytes().await;
            let delay = warehouse.0.lock().unwrap().delay;
            tokio::time::sleep(delay).await;
            warehouse.0.lock().unwrap().running -= 1;
            let Ok(bytes) = bytes else { return StatusCode::BAD_REQUEST.into_response() };
            upload.bytes = bytes.to_vec();
        } else {
            upload.fields.push((name, field.text().await.unwrap()));
        }
    }
    let fault = {
        let mut inner = warehouse.0.lock().unwrap();
        inner.uploads.push(upload.clone());
        let right = inner.password.clone();
        match inner.faults.pop_front() {
            Some(Fault::TakenBut(status)) => {
                let sha256 = hex(&Sha256::digest(&upload.bytes));
                inner.files.insert(upload.file_name.clone(), sha256);
                Some(Fault::status(status))
            }
            Some(fault) => Some(fault),
            None if right.is_some_and(|right| !upload.authorization.ends_with(&right)) => Some(
                Fault::Answer(403, Vec::new(), "Invalid or non-existent authentication".into()),
            ),
            None => None,
        }
    };
    match fault {
        Some(Fault::Answer(status, headers, body)) => {
            let mut answer = Response::builder().status(status);
            for (name, value) in headers {
                answer = answer.header(name, value);
            }
            answer.body(Body::from(body)).unwrap()
        }
        Some(Fault::Endless(status)) => {
            let body = stream::repeat_with(|| Ok::<_, std::io::Error>("rubbish ".repeat(8192)));
            Response::builder().status(status).body(Body::from_stream(body)).unwrap()
        }
        Some(Fault::Silence | Fault::TakenBut(_)) => std::future::pending().await,
        None => {
            let sha256 = hex(&Sha256::digest(&upload.bytes));
            warehouse.has(&upload.file_name, &sha256);
            StatusCode::OK.into_response()
        }
    }
}

async fn page(State(warehouse): State<Warehouse>, Path(project): Path<String>) -> Response {
    let mut inner = warehouse.0.lock().unwrap();
    inner.asked += 1;
    if inner.asked <= inner.cached || inner.files.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let files: Vec<String> = inner
        .files
        .iter()
        .map(|(name, sha256)| {
            format!(r#"{{"filename": "{name}", "url": "x", "hashes": {{"sha256": "{sha256}"}}}}"#)
        })
        .collect();
    let page = format!(
        r#"{{"meta": {{"api-version": "1.1"}}, "name": "{project}", "files": [{}]}}"#,
        files.join(",")
    );
    ([(header::CONTENT_TYPE, "application/vnd.pypi.simple.v1+json")], page).into_response()
}

async fn provenance(
    State(warehouse): State<Warehouse>,
    Path((_, _, file)): Path<(String, String, String)>,
) -> Response {
    match warehouse.0.lock().unwrap().provenance.get(&file) {
        Some(provenance) => provenance.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
