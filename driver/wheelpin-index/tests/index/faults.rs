use std::time::{Duration, Instant};

use tokio::time::timeout;
use wheelpin_index::{Fault, FaultKind, Server, Settings};
use wheelpin_testing::WheelBuilder;

use crate::support::{Upload, client, files, mint, settings};

const UPLOAD: &str = "/legacy/";

async fn with(faults: Vec<Fault>) -> Server {
    Server::start(Settings { faults, ..settings() }).await.unwrap()
}

fn status(status: u16, retry_after: Option<&str>) -> FaultKind {
    FaultKind::Status {
        status,
        retry_after: retry_after.map(Into::into),
        headers: [("x-ratelimit-remaining".to_owned(), "0".to_owned())].into(),
        body: "not now".into(),
    }
}

/// A wheel of about 2 MB.
fn large() -> Upload {
    let mut noise = Vec::new();
    let mut state = 1_u32;
    while noise.len() < 2 << 20 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.extend(state.to_be_bytes());
    }
    Upload::wheel(&WheelBuilder::new("py3-none-any").with("sample/noise", noise))
}

#[tokio::test]
async fn statuses_strike_as_often_as_they_should() {
    let server = with(vec![
        Fault::first(UPLOAD, 1, status(503, Some("7"))),
        Fault::first(UPLOAD, 1, status(429, None)).after(1),
    ])
    .await;
    let sample = Upload::sample();
    let answer = sample.try_send(&server).await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (503, &"7".parse().unwrap())
    );
    assert_eq!(answer.headers()["x-ratelimit-remaining"], "0");
    sample.refused(&server, 429, "not now").await;
    assert!(files(&server).is_empty());
    sample.accepted(&server).await;
    let faults: Vec<Option<String>> =
        server.requests().into_iter().map(|request| request.fault).collect();
    assert_eq!(faults, [Some("status 503".into()), Some("status 429".into()), None]);
}

#[tokio::test]
async fn connections_are_reset_within_bodies() {
    for percent in [0, 10, 50, 99] {
        let server = with(vec![Fault::first(UPLOAD, 1, FaultKind::Reset { percent })]).await;
        let upload = large();
        assert!(upload.try_send(&server).await.is_err(), "{percent}");
        assert!(files(&server).is_empty());
        assert_eq!(server.requests()[0].status, None);
        upload.accepted(&server).await;
    }
}

#[tokio::test]
async fn a_reset_is_seen_as_one() {
    let server = with(vec![Fault::always("/", FaultKind::Reset { percent: 0 })]).await;
    let error = client().get(server.index_url()).send().await.unwrap_err();
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    let mut is_reset = false;
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        is_reset |= io.is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionReset);
        cause = error.source();
    }
    assert!(is_reset, "{error:?}");
}

#[tokio::test]
async fn a_lost_answer_leaves_the_file_there() {
    let server = with(vec![Fault::first(UPLOAD, 1, FaultKind::LoseAnswer)]).await;
    let sample = Upload::sample();
    assert!(sample.try_send(&server).await.is_err());
    assert_eq!(files(&server).len(), 1);
    sample.accepted(&server).await;
}

#[tokio::test]
async fn stalled_requests_are_never_answered() {
    let stall = |kind| vec![Fault::first(UPLOAD, 1, kind)];
    for kind in [FaultKind::Stall, FaultKind::StallBody { percent: 30 }] {
        let server = with(stall(kind)).await;
        let upload = large();
        let patience = Duration::from_millis(300);
        assert!(timeout(patience, upload.try_send(&server)).await.is_err());
        upload.accepted(&server).await;
    }
}

#[tokio::test]
async fn answers_are_rubbish_or_endless() {
    let bytes = 100 << 20;
    let server = with(vec![
        Fault::first("/simple/*", 1, FaultKind::Rubbish { status: 200 }),
        Fault::first("/simple/*", 1, FaultKind::Huge { status: 200, bytes }).after(1),
    ])
    .await;
    let url = format!("{}sample/", server.simple_url());
    let rubbish = client().get(&url).send().await.unwrap().bytes().await.unwrap();
    assert!(std::str::from_utf8(&rubbish).is_err());
    let mut answer = client().get(&url).send().await.unwrap();
    let mut length = 0;
    while let Some(piece) = answer.chunk().await.unwrap() {
        length += piece.len() as u64;
    }
    assert_eq!(length, bytes);
}

#[tokio::test]
async fn tokens_end_after_some_uploads() {
    let server = with(vec![Fault::first(UPLOAD, 1, FaultKind::ExpireTokens).after(1)]).await;
    let minted = mint(&server).await;
    Upload::sample().by(&minted).accepted(&server).await;
    let second = Upload::wheel(&WheelBuilder::new("py3-none-win_amd64"));
    second.clone().by(&minted).refused(&server, 403, "token is expired").await;
    second.by(&mint(&server).await).accepted(&server).await;
}

#[tokio::test]
async fn answers_are_late() {
    let late = FaultKind::Latency { milliseconds: 150 };
    let settings =
        Settings { latency_ms: 100, faults: vec![Fault::first(UPLOAD, 1, late)], ..settings() };
    let server = Server::start(settings).await.unwrap();
    let begun = Instant::now();
    client().get(server.index_url()).send().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(100));
    let begun = Instant::now();
    Upload::sample().accepted(&server).await;
    assert!(begun.elapsed() >= Duration::from_millis(250));
}

#[tokio::test]
async fn faults_can_be_set_while_it_runs() {
    let server = with(Vec::new()).await;
    let url = format!("{}_debug/faults", server.index_url());
    let faults = serde_json::json!([{ "path": "/simple/", "kind": "status", "status": 500 }]);
    let answer = client().post(url).json(&faults).send().await.unwrap();
    assert_eq!(answer.status(), 204);
    assert_eq!(client().get(server.simple_url()).send().await.unwrap().status(), 500);
    server.set_faults(Vec::new());
    assert_eq!(client().get(server.simple_url()).send().await.unwrap().status(), 200);
}
