//! CI systems, whose tokens are asked for with a process's own environment: each test starts this
//! program again with the environment of one.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use axum::Router;
use axum::extract::{Json, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;
use wheelpin_publish::{Ambient, Error, OnSecret, Surroundings, TokenSource};

use crate::server::{client, serve};
use crate::token::token;

/// What the other process says: the issuer of its token, or what it failed to do and the help.
async fn asked(environment: &[(&str, &str)]) -> String {
    #[expect(clippy::disallowed_methods, reason = "this program itself")]
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "ambient::other_process", "--ignored", "--nocapture"]).env_clear();
    command.envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains("c2lnbmF0dXJl"), "{text}");
    let (_, said) = text.split_once("said: ").unwrap();
    said.split("\nend").next().unwrap().to_owned()
}

#[tokio::test]
#[ignore = "of the tests below, in a process with another environment"]
#[expect(clippy::print_stdout, reason = "it is read by the test that started it")]
async fn other_process() {
    let variable = |name: &str| env::var(name).ok();
    let surroundings = Surroundings { variable: &variable, product_name: None };
    let masked = OnSecret::new(|secret| println!("mask {} bytes", secret.expose().len()));
    let ambient = Ambient::new(client(), &surroundings, masked).unwrap();
    let said = match ambient.token("test-pypi").await {
        Ok(token) => token.unwrap().claims().issuer().unwrap(),
        Err(error) => {
            let help = miette::Diagnostic::help(&error).unwrap().to_string();
            let kind = matches!(error, Error::Ambient { .. });
            format!("{error} ({kind}): {help}")
        }
    };
    println!("said: {said}\nend");
}

#[tokio::test]
async fn github_is_asked_with_what_it_gave_the_job() {
    let answer = |headers: HeaderMap, RawQuery(query): RawQuery| async move {
        assert_eq!(headers[header::AUTHORIZATION], "Bearer geheim");
        assert_eq!(query.as_deref(), Some("v=2&audience=test-pypi"));
        Json(json!({ "value": token(&json!({ "iss": "https://github.example.org" })) }))
    };
    let url = serve(Router::new().fallback(answer)).await.join("token?v=2").unwrap();
    let environment = [
        ("GITHUB_ACTIONS", "true"),
        ("ACTIONS_ID_TOKEN_REQUEST_URL", url.as_str()),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "geheim"),
    ];
    assert_eq!(asked(&environment).await, "https://github.example.org");
}

#[tokio::test]
async fn github_without_the_permission_says_how_to_give_it() {
    let said = asked(&[("GITHUB_ACTIONS", "true")]).await;
    assert!(said.contains("the job lacks the permission"), "{said}");
    assert!(said.contains("permissions:\n    id-token: write"), "{said}");
}

#[tokio::test]
async fn github_that_fails_is_asked_three_times() {
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = count.clone();
    let router = Router::new().fallback(move || async move {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        (StatusCode::BAD_GATEWAY, "no").into_response()
    });
    let url = serve(router).await;
    let environment = [
        ("GITHUB_ACTIONS", "true"),
        ("ACTIONS_ID_TOKEN_REQUEST_URL", url.as_str()),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "geheim"),
    ];
    let said = asked(&environment).await;
    assert!(said.contains("502 Bad Gateway") && said.contains("(true)"), "{said}");
    assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 3);
}

#[tokio::test]
async fn what_github_should_not_answer_is_not_repeated() {
    let router = Router::new().fallback(|| async { Json(json!("c2lnbmF0dXJl")) });
    let url = serve(router).await;
    let environment = [
        ("GITHUB_ACTIONS", "true"),
        ("ACTIONS_ID_TOKEN_REQUEST_URL", url.as_str()),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "geheim"),
    ];
    let said = asked(&environment).await;
    assert!(said.contains("get an identity from GitHub Actions"), "{said}");
}

#[tokio::test]
async fn gitlab_gives_a_variable_per_audience() {
    let value = token(&json!({ "iss": "https://gitlab.example.org" }));
    let environment = [("GITLAB_CI", "true"), ("TEST_PYPI_ID_TOKEN", value.as_str())];
    assert_eq!(asked(&environment).await, "https://gitlab.example.org");

    let said = asked(&[("GITLAB_CI", "true"), ("PYPI_ID_TOKEN", value.as_str())]).await;
    assert!(said.contains("there is no variable TEST_PYPI_ID_TOKEN"), "{said}");
    let help = "id_tokens:\n    TEST_PYPI_ID_TOKEN:\n      aud: test-pypi";
    assert!(said.contains(help), "{said}");
}

#[tokio::test]
async fn buildkite_and_circleci_are_asked_through_their_programs() {
    let directory = tempfile::tempdir().unwrap();
    let fake = |name: &str, arguments: &str| {
        let issuer = token(&json!({ "iss": format!("https://{name}.example.org") }));
        let script = format!("#!/bin/sh\n[ \"$*\" = '{arguments}' ] || exit 3\necho {issuer}\n");
        let path = directory.path().join(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    };
    fake("buildkite-agent", "oidc request-token --audience test-pypi");
    fake("circleci", "run oidc get --root-issuer --claims {\"aud\":\"test-pypi\"}");
    let path = directory.path().to_str().unwrap();
    let said = asked(&[("BUILDKITE", "true"), ("PATH", path)]).await;
    assert_eq!(said, "https://buildkite-agent.example.org");
    let said = asked(&[("CIRCLECI", "true"), ("PATH", path)]).await;
    assert_eq!(said, "https://circleci.example.org");

    let said = asked(&[("BUILDKITE", "true"), ("PATH", "/nowhere")]).await;
    assert!(said.contains("get an identity from Buildkite: "), "{said}");
    assert!(said.contains("No such file"), "{said}");
}
