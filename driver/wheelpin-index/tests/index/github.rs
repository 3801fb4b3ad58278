use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use wheelpin_index::{Fault, FaultKind, Server};

use crate::support::{client, start};

fn request(server: &Server, method: Method, path: &str) -> RequestBuilder {
    let url = format!("{}/repos/acme/sample/{path}", server.github_url());
    client().request(method, url).bearer_auth("any")
}

async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
}

async fn create(server: &Server, release: Value) -> (StatusCode, Value) {
    answer(request(server, Method::POST, "releases").json(&release)).await
}

async fn upload(server: &Server, release: &Value, name: &str, bytes: &str) -> (StatusCode, Value) {
    let url = release["upload_url"].as_str().unwrap().replace("{?name,label}", "");
    assert!(url.starts_with(&server.github_url()));
    let request = client().post(url).query(&[("name", name)]).bearer_auth("any");
    let request = request.header("content-type", "application/octet-stream");
    answer(request.body(bytes.to_owned())).await
}

#[tokio::test]
async fn a_draft_becomes_the_latest_release_once_it_is_published() {
    let server = start().await;
    let (status, draft) = create(&server, json!({ "tag_name": "v1.0", "draft": true })).await;
    assert_eq!(status, 201);
    for path in ["releases/tags/v1.0", "releases/latest"] {
        assert_eq!(answer(request(&server, Method::GET, path)).await.0, 404, "{path}");
    }
    let (_, list) = answer(request(&server, Method::GET, "releases")).await;
    assert_eq!(list[0]["id"], draft["id"]);
    let unseen = format!("{}/repos/acme/sample/releases", server.github_url());
    assert_eq!(answer(client().get(unseen)).await.1, json!([]));
    let path = format!("releases/{}", draft["id"]);
    let change = json!({ "draft": false, "body": "notes" });
    let (status, release) = answer(request(&server, Method::PATCH, &path).json(&change)).await;
    assert_eq!((status.as_u16(), &release["body"]), (200, &json!("notes")));
    assert!(release["published_at"].is_string());
    for path in ["releases/tags/v1.0", "releases/latest"] {
        assert_eq!(answer(request(&server, Method::GET, path)).await.1["id"], draft["id"]);
    }
}

#[tokio::test]
async fn a_tag_has_one_published_release() {
    let server = start().await;
    let release = json!({ "tag_name": "v1.0" });
    assert_eq!(create(&server, release.clone()).await.0, 201);
    let (status, error) = create(&server, release).await;
    assert_eq!(status, 422);
    assert_eq!(error["errors"][0]["code"], "already_exists");
    assert_eq!(error["errors"][0]["field"], "tag_name");
    let (status, draft) = create(&server, json!({ "tag_name": "v1.0", "draft": true })).await;
    assert_eq!(status, 201);
    let path = format!("releases/{}", draft["id"]);
    let published = request(&server, Method::PATCH, &path).json(&json!({ "draft": false }));
    assert_eq!(answer(published).await.0, 422);
}

#[tokio::test]
async fn some_releases_are_never_the_latest() {
    let server = start().await;
    create(&server, json!({ "tag_name": "v2.0" })).await;
    create(&server, json!({ "tag_name": "v1.1", "make_latest": "false" })).await;
    create(&server, json!({ "tag_name": "v3.0rc1", "prerelease": true })).await;
    let (_, latest) = answer(request(&server, Method::GET, "releases/latest")).await;
    assert_eq!(latest["tag_name"], "v2.0");
    let (status, _) = create(&server, json!({ "tag_name": "v4.0", "make_latest": true })).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn names_of_assets_are_used_once() {
    let server = start().await;
    let (_, release) = create(&server, json!({ "tag_name": "v1.0", "draft": true })).await;
    let (status, asset) = upload(&server, &release, "a file.txt", "hello").await;
    assert_eq!((status.as_u16(), &asset["name"]), (201, &json!("a.file.txt")));
    assert_eq!((&asset["state"], &asset["size"]), (&json!("uploaded"), &json!(5)));
    assert!(asset["digest"].as_str().unwrap().starts_with("sha256:2cf24dba"));
    let (status, error) = upload(&server, &release, "a.file.txt", "hello").await;
    assert_eq!((status.as_u16(), &error["errors"][0]["code"]), (422, &json!("already_exists")));
    let path = format!("releases/assets/{}", asset["id"]);
    let bytes = request(&server, Method::GET, &path).header("accept", "application/octet-stream");
    assert_eq!(bytes.send().await.unwrap().text().await.unwrap(), "hello");
    let renamed = request(&server, Method::PATCH, &path).json(&json!({ "name": "b.txt" }));
    assert_eq!(answer(renamed).await.1["name"], "b.txt");
    assert_eq!(answer(request(&server, Method::DELETE, &path)).await.0, 204);
    assert_eq!(answer(request(&server, Method::DELETE, &path)).await.0, 404);
    assert_eq!(upload(&server, &release, "a.file.txt", "hello").await.0, 201);
}

#[tokio::test]
async fn an_upload_that_breaks_leaves_its_name_behind() {
    let server = start().await;
    let (_, release) = create(&server, json!({ "tag_name": "v1.0", "draft": true })).await;
    let reset = FaultKind::Reset { percent: 50 };
    server.set_faults(vec![Fault::first("/github/uploads/*", 1, reset)]);
    let url = release["upload_url"].as_str().unwrap().replace("{?name,label}", "?name=a.txt");
    let broken = client().post(url).bearer_auth("any").header("content-type", "text/plain");
    assert!(broken.body("a".repeat(4 << 20)).send().await.is_err());
    let path = format!("releases/{}/assets", release["id"]);
    let (_, assets) = answer(request(&server, Method::GET, &path)).await;
    assert_eq!((&assets[0]["state"], &assets[0]["size"]), (&json!("starter"), &json!(0)));
    assert_eq!(upload(&server, &release, "a.txt", "hello").await.0, 422);
    let path = format!("releases/assets/{}", assets[0]["id"]);
    assert_eq!(answer(request(&server, Method::DELETE, &path)).await.0, 204);
    assert_eq!(upload(&server, &release, "a.txt", "hello").await.0, 201);
}

#[tokio::test]
async fn writing_needs_a_token() {
    let server = start().await;
    let url = format!("{}/repos/acme/sample/releases", server.github_url());
    let answer = client().post(&url).json(&json!({ "tag_name": "v1.0" })).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(server.state()["forge"], json!([]));
}

#[tokio::test]
async fn lists_come_in_pages() {
    let server = start().await;
    for number in 0..5 {
        create(&server, json!({ "tag_name": format!("v{number}") })).await;
    }
    let first = request(&server, Method::GET, "releases?per_page=2").send().await.unwrap();
    let link = first.headers()["link"].to_str().unwrap().to_owned();
    assert!(link.contains("per_page=2&page=2>; rel=\"next\""), "{link}");
    let (_, last) = answer(request(&server, Method::GET, "releases?per_page=2&page=3")).await;
    assert_eq!(last.as_array().unwrap().len(), 1);
    assert_eq!(last[0]["tag_name"], "v0");
}

#[tokio::test]
async fn releases_are_deleted() {
    let server = start().await;
    let (_, release) = create(&server, json!({ "tag_name": "v1.0" })).await;
    let path = format!("releases/{}", release["id"]);
    assert_eq!(answer(request(&server, Method::DELETE, &path)).await.0, 204);
    assert_eq!(answer(request(&server, Method::GET, &path)).await.0, 404);
}
