use std::io::Write;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, Version, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use url::Url;
use wheelpin_publish::http::{is_transient, read_json, read_limited, read_start, refused};
use wheelpin_publish::{Error, Http, HttpSettings};

use crate::server::{client, raw, serve, serve_tls};

fn is_transient_error(error: &Error) -> bool {
    let Error::Request { source, .. } = error else { panic!("{error:?}") };
    is_transient(source)
}

#[tokio::test]
async fn an_answer_longer_than_the_limit_is_not_read() {
    let endless = || async {
        let chunks = futures_util::stream::repeat_with(|| {
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 65536]))
        });
        Body::from_stream(chunks)
    };
    let long = || async { vec![b'x'; 1001] };
    let base = serve(Router::new().route("/endless", get(endless)).route("/long", get(long))).await;
    for path in ["endless", "long"] {
        let answer = client().get(&base.join(path).unwrap(), "*/*").await.unwrap();
        let error = read_limited(answer, 1000).await.unwrap_err();
        assert!(matches!(error, Error::TooLarge { limit: 1000, .. }), "{error:?}");
    }
    let answer = client().get(&base.join("long").unwrap(), "*/*").await.unwrap();
    assert_eq!(read_limited(answer, 1001).await.unwrap().len(), 1001);
}

#[tokio::test]
async fn what_a_compressed_answer_grows_to_is_limited() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..16 {
        bomb.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = Bytes::from(bomb.finish().unwrap());
    assert!(bomb.len() < 400_000);
    let router = Router::new().fallback(move || {
        let bomb = bomb.clone();
        async move { ([(header::CONTENT_ENCODING, "gzip")], bomb) }
    });
    let answer = client().get(&serve(router).await, "*/*").await.unwrap();
    let error = read_limited(answer, 500_000).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn rubbish_is_an_error_that_does_not_repeat_it() {
    let router = Router::new().fallback(|| async { "{\"token\": pypi-geheim" });
    let answer = client().get(&serve(router).await, "*/*").await.unwrap();
    let error = read_json::<serde_json::Value>(answer, 1000).await.unwrap_err();
    assert!(matches!(error, Error::Answer { .. }));
    assert!(!format!("{error:?}").contains("geheim"));

    let router = Router::new().fallback(|| async { "[\"pypi-geheim\"]" });
    let answer = client().get(&serve(router).await, "*/*").await.unwrap();
    let error = read_json::<Vec<u32>>(answer, 1000).await.unwrap_err();
    assert!(!format!("{error:?}").contains("geheim"));
}

#[tokio::test]
async fn redirects_within_the_server_are_followed() {
    let router = Router::new()
        .route("/Foo", get(|| async { Redirect::permanent("/foo/") }))
        .route("/foo/", get(|| async { "here" }))
        .route("/loop", get(|| async { Redirect::permanent("/loop") }));
    let base = serve(router).await;
    let answer = client().get(&base.join("Foo").unwrap(), "*/*").await.unwrap();
    assert_eq!(read_limited(answer, 10).await.unwrap(), "here");
    let error = client().get(&base.join("loop").unwrap(), "*/*").await.unwrap_err();
    assert!(matches!(error, Error::Answer { .. }), "{error:?}");
}

#[tokio::test]
async fn redirects_to_elsewhere_are_errors() {
    let other = serve(Router::new().fallback(|| async { "elsewhere" })).await;
    let router = Router::new().fallback(move || {
        let other = other.clone();
        async move { Redirect::temporary(other.as_str()) }
    });
    let base = serve(router).await;
    let error = client().get(&base, "*/*").await.unwrap_err();
    assert!(matches!(error, Error::Redirected { status: 307, .. }), "{error:?}");
}

#[tokio::test]
async fn a_redirected_post_is_not_taken_for_done() {
    let router = Router::new()
        .route("/login", get(|| async { "welcome" }))
        .fallback(|| async { Redirect::to("/login") });
    let base = serve(router).await;
    let request = client().request(Method::POST, &base).unwrap().body("file");
    let error = client().send(request).await.unwrap_err();
    assert!(matches!(error, Error::Redirected { status: 303, .. }), "{error:?}");
}

#[tokio::test]
async fn what_a_server_says_is_one_line_without_control_characters() {
    let said = "no\r\n\u{1b}[31m such\u{202e} \u{0}thing";
    let router = Router::new().fallback(move || async move { (StatusCode::FORBIDDEN, said) });
    let base = serve(router).await;
    let answer = client().get(&base, "*/*").await.unwrap();
    let Error::Status { status, message, .. } = refused(answer).await else { panic!() };
    assert_eq!((status, message.as_str()), (403, "no [31m such thing"));

    let router = Router::new().fallback(|| async { "ab ".repeat(100_000) });
    let answer = client().get(&serve(router).await, "*/*").await.unwrap();
    let start = read_start(answer).await;
    assert!(start.len() > 1000 && start.len() <= 2003, "{}", start.len());
}

#[tokio::test]
async fn broken_connections_are_transient() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel",
    ] {
        let url = raw(bytes).await;
        let error = match client().get(&url, "*/*").await {
            Ok(answer) => read_limited(answer, 1000).await.unwrap_err(),
            Err(error) => error,
        };
        assert!(is_transient_error(&error), "{error:?}");
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_transient() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = Url::parse(&format!("http://127.0.0.1:{port}/a?secret=geheim")).unwrap();
    let error = client().get(&url, "*/*").await.unwrap_err();
    assert!(is_transient_error(&error));
    assert!(!format!("{error:?}").contains("geheim"), "{error:?}");
}

#[tokio::test]
async fn a_silent_server_is_left_and_that_is_transient() {
    let router = Router::new().fallback(|| async { std::future::pending::<String>().await });
    let settings = HttpSettings { read: Duration::from_millis(100), ..HttpSettings::default() };
    let url = serve(router).await;
    let error = Http::new(&settings).unwrap().get(&url, "*/*").await.unwrap_err();
    assert!(is_transient_error(&error), "{error:?}");
}

#[tokio::test]
async fn an_unknown_certificate_is_refused_for_good() {
    let (url, _) = serve_tls(Router::new().fallback(|| async { "hello" })).await;
    let error = client().get(&url, "*/*").await.unwrap_err();
    assert!(!is_transient_error(&error), "{error:?}");
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_over_http2() {
    let version = |request: Request| async move {
        assert_eq!(request.headers()[header::USER_AGENT], "wheelpin/0.1.0");
        (request.version() == Version::HTTP_2).to_string().into_response()
    };
    let (url, pem) = serve_tls(Router::new().fallback(version)).await;
    let settings = HttpSettings { roots: vec![pem], ..HttpSettings::default() };
    let answer = Http::new(&settings).unwrap().get(&url, "*/*").await.unwrap();
    assert_eq!(read_limited(answer, 10).await.unwrap(), "true");
}

#[test]
fn roots_that_are_no_certificates_are_refused() {
    for pem in ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let settings = HttpSettings { roots: vec![pem.into()], ..HttpSettings::default() };
        assert!(Http::new(&settings).is_err(), "{pem}");
    }
}

#[test]
fn without_tls_only_this_machine_is_spoken_with() {
    let allowing = HttpSettings { allow_http: true, ..HttpSettings::default() };
    let allowing = Http::new(&allowing).unwrap();
    for (url, normally, identity) in [
        ("http://127.0.0.1:80/", true, true),
        ("http://[::1]/", true, true),
        ("http://localhost/", true, true),
        ("http://example.org/", false, false),
        ("http://127.0.0.1.example.org/", false, false),
        ("https://example.org/", true, true),
    ] {
        let url = Url::parse(url).unwrap();
        assert_eq!(client().request(Method::POST, &url).is_ok(), normally, "{url}");
        assert!(allowing.request(Method::POST, &url).is_ok());
        assert_eq!(allowing.confidential(Method::POST, &url).is_ok(), identity, "{url}");
    }
    let url = Url::parse("ftp://example.org/").unwrap();
    assert!(matches!(allowing.request(Method::GET, &url), Err(Error::Url { .. })));
}
