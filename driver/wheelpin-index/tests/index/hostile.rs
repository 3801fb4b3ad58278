use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wheelpin_index::{Limits, Server, Settings};

use crate::support::{TOKEN, Upload, client, files, settings, start};

/// The answer to bytes that are sent as they are.
async fn raw(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let host = server.index_url().replace("http://", "").replace('/', "");
    let mut stream = TcpStream::connect(host).await.unwrap();
    // The server may have ended it before.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    // It may wait for more.
    let _ = timeout(Duration::from_secs(2), stream.read_to_end(&mut answer)).await;
    answer
}

async fn multipart(server: &Server, body: &[u8]) -> String {
    let head = format!(
        "POST /legacy/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: bearer \
         {TOKEN}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let answer = raw(server, &[head.as_bytes(), body].concat()).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn what_is_no_request_harms_nobody() {
    let server = start().await;
    for bytes in [
        &b"\0\xff rubbish\r\n\r\n"[..],
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish and more rubbish than a frame has",
        b"POST /legacy/ HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /_/oidc/mint-token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        raw(&server, bytes).await;
    }
    Upload::sample().accepted(&server).await;
}

#[tokio::test]
async fn forms_that_are_none_are_refused() {
    let server = start().await;
    for body in [
        &b""[..],
        b"--b\r\n",
        b"--b--\r\n",
        b"no boundary at all",
        b"--b\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\ncut off",
        b"--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n\xff\xfe\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: form-data; name=\"name\"; filename=\"f\"\r\n\r\na\r\n--b--\r\n",
    ] {
        let answer = multipart(&server, body).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{body:?}: {answer}");
    }
    assert!(files(&server).is_empty());
}

#[tokio::test]
async fn forms_have_an_end() {
    let server = start().await;
    let field = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n";
    // What is sent on is not read, so the answer may be lost.
    let answer = multipart(&server, format!("{}--b--\r\n", field.repeat(20_001)).as_bytes()).await;
    assert!(answer.is_empty() || answer.contains("The form has too many fields."), "{answer}");
    let long = "a".repeat((16 << 20) + 1);
    let field =
        format!("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{long}\r\n--b--\r\n");
    let answer = multipart(&server, field.as_bytes()).await;
    assert!(answer.is_empty() || answer.contains("The form is too long."), "{answer}");
    Upload::sample().accepted(&server).await;
}

#[tokio::test]
async fn no_more_is_held_than_may_be() {
    let sample = Upload::sample();
    let size = sample.bytes.len() as u64;
    let limits = Limits { held_bytes: size - 1, ..Limits::default() };
    let server = Server::start(Settings { limits, ..settings() }).await.unwrap();
    sample.refused(&server, 503, "holds as much as it may").await;
    let limits = Limits { held_bytes: 2 * size - 1, ..Limits::default() };
    let server = Server::start(Settings { limits, ..settings() }).await.unwrap();
    for _ in 0..3 {
        // Room that is taken on the way is given back.
        sample.accepted(&server).await;
    }
    let second = Upload::wheel(&wheelpin_testing::WheelBuilder::new("py3-none-win_amd64"));
    second.refused(&server, 507, "holds as much as it may").await;
}

#[tokio::test]
async fn paths_lead_nowhere_else() {
    let server = start().await;
    for path in [
        "simple/..%2f..%2fetc/",
        "files/a/b/c/..%2f..%2fpasswd",
        "files/%00/b/c/d",
        "pypi/%ff/json",
        "integrity/a/b/%0d%0a/provenance",
        "github/repos/a/b/releases/99999999999999999999",
        "github/repos/a/b/releases/tags/..%2f",
        "github/repos/a/b/releases?per_page=99999999999&page=18446744073709551615",
    ] {
        let answer = client().get(format!("{}{path}", server.index_url())).send().await.unwrap();
        let status = answer.status().as_u16();
        assert!(matches!(status, 200 | 301 | 400 | 404 | 422), "{path}: {status}");
    }
}

#[tokio::test]
async fn dozens_of_servers_start_at_once() {
    let begun = std::time::Instant::now();
    let servers = futures_util::future::join_all((0..50).map(|_| start())).await;
    assert_eq!(servers.len(), 50);
    for server in &servers {
        assert_eq!(client().get(server.index_url()).send().await.unwrap().status(), 200);
    }
    assert!(begun.elapsed().as_secs() < 20);
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let server = start().await;
    let url = server.index_url();
    client().get(&url).send().await.unwrap();
    drop(server);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(client().get(&url).send().await.is_err());
}

/// Numbers that are the same each time.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state = 7_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    }
}

/// Bytes with one or two places damaged.
fn damaged(bytes: &[u8], number: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=number(2) {
        let at = number(bytes.len());
        match number(4) {
            0 => bytes[at] ^= 1 << number(8),
            1 => bytes[at] = 0xff,
            2 => bytes.truncate(at.max(1)),
            _ => drop(bytes.splice(at..at, [0, 10, 13, 45])),
        }
    }
    bytes
}

#[tokio::test]
async fn damaged_files_are_judged_and_nothing_breaks() {
    let mut number = numbers();
    let server = start().await;
    let samples = [Upload::sample(), Upload::sdist(&wheelpin_testing::SdistBuilder::new())];
    for round in 0..200 {
        let sample = &samples[round % samples.len()];
        let bytes = damaged(&sample.bytes, &mut number);
        let (status, body) = sample.clone().bytes(bytes).send(&server).await;
        assert!(matches!(status, 200 | 400), "{round}: {status} {body}");
        for file in files(&server) {
            server.delete(&file);
        }
    }
}

#[tokio::test]
async fn damaged_forms_are_judged_and_nothing_breaks() {
    let mut number = numbers();
    let server = start().await;
    let mut body = Vec::new();
    for (name, value) in &Upload::sample().fields {
        let field =
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(field.into_bytes());
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"content\"; filename=\"sample-1.0-py3-none-any.whl\"\r\n\r\n");
    body.extend(Upload::sample().bytes);
    body.extend(b"\r\n--b--\r\n");
    assert!(multipart(&server, &body).await.starts_with("HTTP/1.1 200 "));
    for round in 0..200 {
        let answer = multipart(&server, &damaged(&body, &mut number)).await;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(matches!(status, "200" | "400"), "{round}: {answer}");
    }
}
