//! Releases on a forge, against a fake of GitHub's API.

use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};
use wheelpin_index::{Fault, Server, Settings};
use wheelpin_publish::{
    Error, Forge, ForgeFile, ForgeRelease, Http, HttpSettings, PullRequest, Secret,
};

const TOKEN: &str = "ghs_secret";

async fn server() -> Server {
    Server::start(Settings::default()).await.unwrap()
}

fn forge(server: &Server) -> Forge {
    let http = Http::new(&HttpSettings::default()).unwrap();
    Forge::new(http, Some(&server.github_url()), "acme/sample", Secret::new(TOKEN)).unwrap()
}

fn files(directory: &Path) -> Vec<ForgeFile> {
    let file = |name: &str, text: &str| {
        let path = directory.join(name);
        std::fs::write(&path, text).unwrap();
        let sha256 = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        ForgeFile { path, name: name.into(), size: text.len() as u64, sha256, may_differ: false }
    };
    vec![file("a-1.0.whl", "one"), file("a-1.0.tar.gz", "two"), file("SHA256SUMS", "three")]
}

fn release(files: &[ForgeFile]) -> ForgeRelease<'_> {
    ForgeRelease {
        tag: "v1.0",
        name: "sample 1.0",
        notes: "### Added\n\n- all",
        is_prerelease: false,
        is_latest: true,
        files,
    }
}

fn state(server: &Server) -> Vec<Value> {
    server.state()["forge"].as_array().unwrap().clone()
}

fn fault(server: &Server, json: &str) {
    server.set_faults(vec![serde_json::from_str::<Fault>(json).unwrap()]);
}

#[tokio::test]
async fn a_release_is_published_with_all_its_files() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    let mut told = Vec::new();
    let page = forge(&server).publish(&release(&files), |name| told.push(name.to_owned())).await;
    assert!(page.unwrap().ends_with("/acme/sample/releases/tag/v1.0"));
    assert_eq!(told, ["a-1.0.whl", "a-1.0.tar.gz", "SHA256SUMS"]);
    let state = state(&server);
    assert_eq!(state.len(), 1);
    assert_eq!(state[0]["draft"], false);
    assert_eq!(state[0]["latest"], true);
    assert_eq!(state[0]["body"], "### Added\n\n- all");
    assert_eq!(state[0]["assets"].as_array().unwrap().len(), 3);
    assert!(forge(&server).has("v1.0", &files).await.unwrap());
}

#[tokio::test]
async fn again_is_no_second_release_and_sends_nothing() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    let before = server.requests().len();
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    let again = server.requests();
    assert!(again[before..].iter().all(|request| request.method == "GET"));
    assert_eq!(state(&server).len(), 1);
}

#[tokio::test]
async fn what_broke_off_is_finished() {
    for json in [
        r#"{"path": "/github/uploads/*", "kind": "reset", "percent": 50, "after": 1, "times": 1}"#,
        r#"{"path": "/github/uploads/*", "kind": "lose-answer", "after": 1, "times": 1}"#,
        r#"{"path": "/github/*", "method": "POST", "kind": "lose-answer", "times": 1}"#,
        r#"{"path": "/github/*", "kind": "status", "status": 502, "times": 2}"#,
        r#"{"path": "/github/*", "method": "PATCH", "kind": "lose-answer", "times": 1}"#,
    ] {
        let (server, directory) = (server().await, tempfile::tempdir().unwrap());
        fault(&server, json);
        let files = files(directory.path());
        forge(&server).publish(&release(&files), |_| ()).await.unwrap();
        let state = state(&server);
        assert_eq!(state.len(), 1, "{json}");
        assert_eq!(state[0]["draft"], false, "{json}");
        let assets = state[0]["assets"].as_array().unwrap();
        assert_eq!(assets.len(), 3, "{json}");
        assert!(assets.iter().all(|asset| asset["state"] == "uploaded"), "{json}");
    }
}

#[tokio::test]
async fn a_draft_that_is_left_is_gone_on_with_or_deleted() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    fault(&server, r#"{"path": "/github/uploads/*", "kind": "status", "status": 400, "after": 1}"#);
    let error = forge(&server).publish(&release(&files), |_| ()).await.unwrap_err();
    assert!(matches!(error, Error::Status { status: 400, .. }), "{error}");
    assert_eq!(state(&server)[0]["draft"], true);
    assert!(!forge(&server).has("v1.0", &files).await.unwrap());
    server.set_faults(Vec::new());
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    assert_eq!(state(&server)[0]["assets"].as_array().unwrap().len(), 3);
    // A published one is no draft.
    assert!(!forge(&server).delete_draft("v1.0").await.unwrap());
    assert_eq!(state(&server).len(), 1);
}

#[tokio::test]
async fn a_draft_can_be_taken_away() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    fault(&server, r#"{"path": "/github/uploads/*", "kind": "status", "status": 400}"#);
    forge(&server).publish(&release(&files), |_| ()).await.unwrap_err();
    server.set_faults(Vec::new());
    assert!(forge(&server).delete_draft("v1.0").await.unwrap());
    assert!(!forge(&server).delete_draft("v1.0").await.unwrap());
    assert_eq!(state(&server).len(), 0);
}

#[tokio::test]
async fn pre_releases_and_maintenance_are_not_the_latest() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    let pre = ForgeRelease { tag: "v2.0rc1", is_prerelease: true, ..release(&files) };
    forge(&server).publish(&pre, |_| ()).await.unwrap();
    let old = ForgeRelease { tag: "v0.9.1", is_latest: false, ..release(&files) };
    forge(&server).publish(&old, |_| ()).await.unwrap();
    let latest: Vec<String> = state(&server)
        .iter()
        .filter(|release| release["latest"] == true)
        .map(|release| release["tag"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(latest, ["v1.0"]);
}

#[tokio::test]
async fn a_published_release_keeps_its_files() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let files = files(directory.path());
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    let mut other = files.clone();
    std::fs::write(&other[0].path, "OTHER").unwrap();
    other[0].size = 5;
    other[0].sha256 = "0".repeat(64);
    let error = forge(&server).publish(&release(&other), |_| ()).await.unwrap_err();
    assert!(matches!(error, Error::ForgeFile { .. }), "{error}");
}

#[tokio::test]
async fn a_file_that_may_differ_stays_in_a_published_release_and_is_renewed_in_a_draft() {
    let (server, directory) = (server().await, tempfile::tempdir().unwrap());
    let mut files = files(directory.path());
    files[2].may_differ = true;
    let write = |file: &mut ForgeFile, text: &str| {
        std::fs::write(&file.path, text).unwrap();
        file.size = text.len() as u64;
        file.sha256 = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    };
    let asset = |server: &Server| {
        let assets = state(server)[0]["assets"].as_array().unwrap().clone();
        let of = |it: &Value| (it["name"].to_string(), it["sha256"].to_string());
        let of = assets.iter().map(of).find(|(name, _)| name.contains("SHA256SUMS"));
        of.map(|(_, digest)| digest).unwrap_or_default()
    };
    // Everything arrives, and publishing does not.
    fault(&server, r#"{"path": "/github/*", "method": "PATCH", "kind": "status", "status": 400}"#);
    forge(&server).publish(&release(&files), |_| ()).await.unwrap_err();
    server.set_faults(Vec::new());
    let first = asset(&server);
    write(&mut files[2], "more");
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    let second = asset(&server);
    assert_ne!(first, second);
    write(&mut files[2], "even more");
    forge(&server).publish(&release(&files), |_| ()).await.unwrap();
    assert_eq!(asset(&server), second);
}

#[tokio::test]
async fn a_refusal_says_what_is_needed_and_no_token() {
    let server = server().await;
    fault(
        &server,
        r#"{"path": "/github/*", "kind": "status", "status": 403, "body": "no ghs_secret for you"}"#,
    );
    let error = forge(&server).publish(&release(&[]), |_| ()).await.unwrap_err();
    assert!(matches!(error, Error::ForgeDenied { status: 403, .. }), "{error}");
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error}");
}

#[tokio::test]
async fn a_pull_request_is_made_once_and_then_kept_up_to_date() {
    let server = server().await;
    // The answer to the first is lost.
    fault(&server, r#"{"path": "/github/*", "method": "POST", "kind": "lose-answer", "times": 1}"#);
    let wanted = PullRequest { head: "next", base: "main", title: "1.0", body: "- b" };
    let (first, _) = forge(&server).pull_request(&wanted).await.unwrap();
    let wanted = PullRequest { title: "1.1", ..wanted };
    let (second, is_new) = forge(&server).pull_request(&wanted).await.unwrap();
    assert_eq!((first, is_new), (second, false));
    let pulls = server.state()["pull-requests"].as_array().unwrap().clone();
    assert_eq!(pulls.len(), 1);
    assert_eq!(pulls[0]["title"], "1.1");
    assert_eq!(pulls[0]["head"]["ref"], "next");
}
