//! A client, and uploads that are right unless something is changed.

use std::sync::Once;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wheelpin_index::{ApiToken, Server, Settings};
use wheelpin_testing::{SdistBuilder, WheelBuilder};

/// The token of a user in [`settings`].
pub const TOKEN: &str = "pypi-of-a-user";

pub fn client() -> Client {
    provider();
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap()
}

/// What clients speak TLS with.
pub fn provider() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// A project `sample` that a workflow may make, and a user with a token.
pub fn settings() -> Settings {
    let token = ApiToken { token: TOKEN.into(), projects: None };
    let settings = Settings::for_project("sample", "acme/sample", "release.yml");
    Settings { api_tokens: vec![token], ..settings }
}

pub async fn start() -> Server {
    Server::start(settings()).await.unwrap()
}

/// Mints a token as the workflow would.
pub async fn mint(server: &Server) -> String {
    let identity = server.identity_token("pypi").unwrap();
    let (status, answer) = exchange(server, &identity).await;
    assert_eq!(status, 200, "{answer}");
    answer["token"].as_str().unwrap().to_owned()
}

pub async fn exchange(server: &Server, identity: &str) -> (u16, Value) {
    let url = format!("{}_/oidc/mint-token", server.index_url());
    let answer = client().post(url).json(&json!({ "token": identity })).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

pub async fn get_json(url: &str) -> Value {
    client().get(url).send().await.unwrap().json().await.unwrap()
}

/// An upload.
#[derive(Clone)]
pub struct Upload {
    pub fields: Vec<(String, String)>,
    pub file_name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub token: String,
}

impl Upload {
    pub fn wheel(wheel: &WheelBuilder) -> Self {
        Self::new(&wheel.file_name(), wheel.bytes(), &wheel.metadata, "bdist_wheel", "py3")
    }

    pub fn sdist(sdist: &SdistBuilder) -> Self {
        let metadata = WheelBuilder::new("py3-none-any").metadata;
        Self::new(&sdist.file_name(), sdist.bytes(), &metadata, "sdist", "source")
    }

    /// A sound wheel.
    pub fn sample() -> Self {
        Self::wheel(&WheelBuilder::new("py3-none-any"))
    }

    fn new(file_name: &str, bytes: Vec<u8>, metadata: &str, kind: &str, python: &str) -> Self {
        let (head, description) = metadata.split_once("\n\n").unwrap();
        let mut upload = Self {
            fields: Vec::new(),
            file_name: file_name.into(),
            media_type: "application/octet-stream".into(),
            bytes,
            token: TOKEN.into(),
        };
        upload.add(":action", "file_upload");
        upload.add("protocol_version", "1");
        upload.add("filetype", kind);
        upload.add("pyversion", python);
        for line in head.lines() {
            let (key, value) = line.split_once(": ").unwrap();
            let name = match key {
                "Classifier" => "classifiers".into(),
                "Project-URL" => "project_urls".into(),
                _ => key.to_lowercase().replace('-', "_"),
            };
            upload.add(&name, value);
        }
        upload.add("description", description);
        upload.add("sha256_digest", "");
        upload.redigest();
        upload
    }

    pub fn add(&mut self, name: &str, value: &str) {
        self.fields.push((name.into(), value.into()));
    }

    /// With a field in place of all of that name.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(of, _)| of != name);
        self.add(name, value);
        self
    }

    /// With one more field.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.add(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(of, _)| of != name);
        self
    }

    pub fn named(mut self, file_name: &str) -> Self {
        self.file_name = file_name.into();
        self
    }

    pub fn bytes(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.bytes = bytes.into();
        self.redigest();
        self
    }

    pub fn by(mut self, token: &str) -> Self {
        self.token = token.into();
        self
    }

    /// The project, in the form alone.
    pub fn redigest(&mut self) {
        let digest: String =
            Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        for (name, value) in &mut self.fields {
            if name == "sha256_digest" {
                value.clone_from(&digest);
            }
        }
    }

    pub fn sha256(&self) -> &str {
        let digest = self.fields.iter().find(|(name, _)| name == "sha256_digest");
        digest.map(|(_, value)| value.as_str()).unwrap()
    }

    pub fn form(&self) -> Form {
        let form = self
            .fields
            .iter()
            .fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
        let mut part = Part::bytes(self.bytes.clone()).file_name(self.file_name.clone());
        if !self.media_type.is_empty() {
            part = part.mime_str(&self.media_type).unwrap();
        }
        form.part("content", part)
    }

    pub async fn try_send(&self, server: &Server) -> reqwest::Result<Response> {
        let request = client().post(server.upload_url());
        let request = request.basic_auth("__token__", Some(&self.token));
        request.multipart(self.form()).send().await
    }

    /// Status and body.
    pub async fn send(&self, server: &Server) -> (u16, String) {
        let answer = self.try_send(server).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    pub async fn accepted(&self, server: &Server) {
        let (status, body) = self.send(server).await;
        assert_eq!(status, 200, "{body}");
    }

    pub async fn refused(&self, server: &Server, status: u16, message: &str) {
        let (found, body) = self.send(server).await;
        assert_eq!(found, status, "{message}: {body}");
        assert!(body.contains(message), "{message}: {body}");
    }
}

/// Names of the files that there are.
pub fn files(server: &Server) -> Vec<String> {
    let state = server.state();
    let projects = state["projects"].as_array().unwrap().iter();
    let releases = projects.flat_map(|project| project["releases"].as_array().unwrap());
    let files = releases.flat_map(|release| release["files"].as_array().unwrap());
    files.map(|file| file["name"].as_str().unwrap().to_owned()).collect()
}
