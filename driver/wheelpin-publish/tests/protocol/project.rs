use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use wheelpin_publish::{Error, Index, Login, Secret, project, versions};

use crate::server::{client, serve};

/// An index whose simple API is `router`, below `/simple/`.
async fn index(router: Router) -> Index {
    let base = serve(Router::new().nest("/simple", router)).await;
    let index = Index::private(base.join("legacy/").unwrap());
    index.with_simple(base.join("simple").unwrap().as_str()).unwrap()
}

/// An index that answers every question like that.
async fn answering<A: IntoResponse + Clone + Send + Sync + 'static>(answer: A) -> Index {
    index(Router::new().fallback(move || async move { answer })).await
}

const JSON: [(header::HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/vnd.pypi.simple.v1+json")];

#[tokio::test]
async fn versions_are_those_that_the_index_tells() {
    let page = |Path(name): Path<String>, headers: HeaderMap| async move {
        assert!(headers[header::ACCEPT].to_str().unwrap().contains("simple.v1+json"));
        match name.as_str() {
            "a-b" => (
                JSON,
                r#"{"meta": {"api-version": "1.1"}, "versions": ["1.0", "0.9"], "files": []}"#,
            )
                .into_response(),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    };
    let index = index(Router::new().route("/{name}/", get(page))).await;
    let known = versions(&client(), &index, "A_b").await.unwrap();
    assert_eq!(known, Some(vec!["1.0".to_owned(), "0.9".to_owned()]));
    assert_eq!(versions(&client(), &index, "other").await.unwrap(), None);
}

#[tokio::test]
async fn an_index_without_json_is_read_from_its_links() {
    let page = "<!DOCTYPE html><html><body><a href='/files/a-1.0.tar.gz#sha256=00'>x</a></body>";
    let index = answering(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)).await;
    let known = project(&client(), &index, "a").await.unwrap().unwrap();
    assert_eq!(known.versions, ["1.0"]);
    assert_eq!(known.file("a-1.0.tar.gz").unwrap().sha256, None);
}

#[tokio::test]
async fn rubbish_is_refused() {
    for answer in [
        (JSON, "no json"),
        (JSON, r#"{"meta": {"api-version": "9"}, "files": []}"#),
        ([(header::CONTENT_TYPE, "text/plain")], "a 1.0"),
        ([(header::CONTENT_TYPE, "text/html")], "please log in"),
        ([(header::CONTENT_TYPE, "application/json")], "[]"),
    ] {
        let index = answering(answer.clone()).await;
        let error = project(&client(), &index, "a").await.unwrap_err();
        assert!(matches!(error, Error::Answer { .. }), "{answer:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_hundred_megabytes_are_refused() {
    let index = answering((JSON, vec![b' '; 100 << 20])).await;
    let error = project(&client(), &index, "a").await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn refusals_keep_status_and_words() {
    let index = answering((StatusCode::SERVICE_UNAVAILABLE, "down for an hour")).await;
    let error = project(&client(), &index, "a").await.unwrap_err();
    let Error::Status { status: 503, message, .. } = error else { panic!("{error:?}") };
    assert_eq!(message, "down for an hour");
}

#[tokio::test]
async fn the_login_goes_to_the_server_of_the_uploads_alone() {
    let page = |headers: HeaderMap| async move {
        let login = headers.get(header::AUTHORIZATION).is_some();
        let files = format!(r#"[{{"filename": "a-{login}.tar.gz"}}]"#);
        (JSON, format!(r#"{{"meta": {{"api-version": "1.0"}}, "files": {files}}}"#)).into_response()
    };
    let mut index = index(Router::new().fallback(page)).await;
    index.login = Some(Login { user: "me".into(), password: Secret::new("geheim") });
    let seen =
        |index: Index| async move { versions(&client(), &index, "a").await.unwrap().unwrap() };
    assert_eq!(seen(index.clone()).await, ["true"]);
    index.upload = "https://example.org/legacy/".parse().unwrap();
    assert_eq!(seen(index).await, ["false"]);
}

#[tokio::test]
async fn a_redirect_to_elsewhere_is_not_followed() {
    let moved = || async { Redirect::permanent("https://example.org/") };
    let index = index(Router::new().fallback(moved)).await;
    let error = project(&client(), &index, "a").await.unwrap_err();
    assert!(matches!(error, Error::Redirected { .. }), "{error:?}");
}

/// What pypiserver 2.4.2 and devpi-server 6.20.3 answer.
#[tokio::test]
async fn pypiserver_and_devpi_are_understood() {
    let pypiserver = index(
        Router::new()
            .route(
                "/a-b/",
                get(|| async {
                    ([(header::CONTENT_TYPE, "text/html; charset=UTF-8")], PYPISERVER)
                }),
            )
            .fallback(|uri: Uri| async move {
                Redirect::to(&format!("https://example.org/simple{uri}"))
            }),
    );
    let devpi = index(
        Router::new()
            .route("/a-b/", get(|| async { (JSON, DEVPI) }))
            .fallback(|| async { StatusCode::NOT_FOUND }),
    );
    for (index, hash) in [(pypiserver.await, "73cb3858"), (devpi.await, "db983ca1")] {
        let known = project(&client(), &index, "a_b").await.unwrap().unwrap();
        assert_eq!(known.versions, ["1.0"]);
        let wheel = known.file("a_b-1.0-py3-none-any.whl").unwrap();
        assert!(wheel.sha256.as_ref().unwrap().starts_with(hash));
        assert_eq!(project(&client(), &index, "other").await.unwrap(), None);
    }
}

const PYPISERVER: &str = r#"<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Links for a-b</title>
    </head>
    <body>
        <h1>Links for a-b</h1>
            <a href="/packages/a_b-1.0-py3-none-any.whl#sha256=73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac">a_b-1.0-py3-none-any.whl</a><br>
    </body>
</html>
"#;

const DEVPI: &str = r#"{"meta":{"api-version":"1.0"},"name":"a-b","files":[{"filename": "a_b-1.0-py3-none-any.whl", "url": "../../+f/db9/83ca1e0a182e0/a_b-1.0-py3-none-any.whl", "hashes": {"sha256": "db983ca1e0a182e08173c7c1dc9586ec4f191df8ab769f8336d92c2c9f91303c"}, "requires-python": ""}]}"#;

#[tokio::test]
async fn without_a_simple_api_there_is_nothing_to_read() {
    let index = Index::private("https://example.org/legacy/".parse().unwrap());
    let error = project(&client(), &index, "a").await.unwrap_err();
    assert!(matches!(error, Error::NoSimple { .. }));
}
