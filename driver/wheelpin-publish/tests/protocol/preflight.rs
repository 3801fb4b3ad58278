use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Json, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use wheelpin_publish::preflight::{Findings, Verdict};
use wheelpin_publish::{Credentials, Error, Index, OnSecret, PlannedFile, Point, Preflight};

use crate::server::{client, serve};
use crate::token::{Seen, Source, living, mint_route, refusal};

/// An index with Warehouse's rules, with the project `there` and no other.
async fn index(minting: fn(usize) -> Response) -> (Index, Seen) {
    let seen = Seen::default();
    let project = |Path(name): Path<String>| async move {
        if name != "there" {
            return StatusCode::NOT_FOUND.into_response();
        }
        let files = json!([{
            "filename": "there-1.0.tar.gz", "hashes": { "sha256": "a".repeat(64) },
            "size": 5, "upload-time": "2026-11-01T00:00:00Z",
        }]);
        let meta = json!({ "api-version": "1.1" });
        Json(json!({ "meta": meta, "versions": ["1.0"], "files": files })).into_response()
    };
    let router = Router::new()
        .route("/simple/{name}/", get(project))
        .route("/_/oidc/audience", get(|| async { Json(json!({ "audience": "tests" })) }))
        .route("/_/oidc/mint-token", mint_route(seen.clone(), minting));
    let base = serve(router).await;
    let index = Index::private(base.join("legacy/").unwrap());
    let mut index = index.with_simple(base.join("simple/").unwrap().as_str()).unwrap();
    index.is_warehouse = true;
    index.limits.days = Some(14);
    (index, seen)
}

async fn points(index: &Index, project: &str, source: Arc<Source>, mint: bool) -> Vec<Point> {
    let credentials = Credentials::trusted(client(), index.clone(), source, OnSecret::nothing());
    let file = |name: &str, hash: &str| PlannedFile {
        file_name: name.into(),
        size: Some(5),
        sha256: Some(hash.repeat(64)),
    };
    let http = client();
    let preflight = Preflight {
        http: &http,
        index,
        project,
        version: "1.0",
        files: &[file("there-1.0.tar.gz", "a"), file("there-1.0-py3-none-any.whl", "b")],
        findings: Some(Findings::default()),
        credentials: &credentials,
        mint,
        estimate: Some(Duration::from_secs(1200)),
        now: "2026-11-05T00:00:00Z".parse().unwrap(),
    };
    preflight.points().await
}

fn named<'a>(points: &'a [Point], name: &str) -> &'a Point {
    points.iter().find(|point| point.name == name).unwrap()
}

#[tokio::test]
async fn a_release_that_is_begun_looks_good_and_nothing_is_minted() {
    let (index, seen) = index(|number| living(900, number)).await;
    let points = points(&index, "There", Source::new(true), false).await;
    let names: Vec<&str> = points.iter().map(|point| point.name).collect();
    let all = ["identity", "project", "version", "files", "age", "sizes", "tags", "findings"];
    assert_eq!(names, all);
    assert!(points.iter().all(|point| point.verdict == Verdict::Ok), "{points:#?}");
    let identity = named(&points, "identity");
    assert!(identity.text.starts_with("GitHub Actions: repository name dioxide; no token was"));
    assert_eq!(named(&points, "age").text, "10 days are left to add files");
    assert_eq!(seen.lock().unwrap().len(), 0);
    let told = serde_json::to_value(named(&points, "tags")).unwrap();
    assert_eq!((&told["verdict"], &told["name"]), (&json!("ok"), &json!("tags")));
}

#[tokio::test]
async fn minting_tells_that_a_publisher_fits_and_warns_of_a_new_project() {
    let (index, seen) = index(|number| living(900, number)).await;
    let old = points(&index, "there", Source::new(true), true).await;
    assert_eq!(named(&old, "identity").verdict, Verdict::Ok);
    let new = points(&index, "new", Source::new(true), true).await;
    let identity = named(&new, "identity");
    assert_eq!(identity.verdict, Verdict::Warning);
    assert!(identity.text.contains("a publisher fits, its token lives 15 minutes, renewed"));
    assert!(identity.help.as_ref().unwrap().contains("has made new on"), "{identity:?}");
    assert_eq!(named(&new, "project").verdict, Verdict::Warning);
    assert_eq!(seen.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_refused_identity_is_refused_with_what_to_change() {
    let (index, _) = index(|_| refusal("invalid-publisher", "valid token, but no publisher")).await;
    let points = points(&index, "there", Source::new(true), true).await;
    let identity = named(&points, "identity");
    assert_eq!(identity.verdict, Verdict::Refused);
    assert!(matches!(identity.error, Some(Error::Mint { .. })));
    assert!(identity.help.as_ref().unwrap().contains("Repository name   dioxide"));
}

#[tokio::test]
async fn what_does_not_fit_into_one_life_is_refused_without_minting() {
    let (index, seen) = index(|number| living(900, number)).await;
    let points = points(&index, "there", Source::new(false), true).await;
    let identity = named(&points, "identity");
    assert!(matches!(identity.error, Some(Error::TooLong { .. })), "{identity:?}");
    assert_eq!((identity.verdict, seen.lock().unwrap().len()), (Verdict::Refused, 0));
}

#[tokio::test]
async fn an_index_that_is_down_is_unknown_and_not_good() {
    let router = Router::new().fallback(|| async { StatusCode::SERVICE_UNAVAILABLE });
    let base = serve(router).await;
    let index = Index::private(base.join("legacy/").unwrap());
    let index = index.with_simple(base.join("simple/").unwrap().as_str()).unwrap();
    let points = points(&index, "there", Source::new(true), false).await;
    for name in ["identity", "project", "version", "files"] {
        assert_eq!(named(&points, name).verdict, Verdict::Unknown, "{name}");
    }
    assert!(matches!(named(&points, "project").error, Some(Error::Status { status: 503, .. })));
}
