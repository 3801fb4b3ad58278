use serde_json::{Map, Value, json};
use wheelpin_index::{Claims, Limits, Provider, Publisher, Server, Settings};

use crate::support::{client, exchange, get_json, mint, settings, start};

/// Claims as an object.
fn object(claims: Value) -> Claims {
    claims.as_object().unwrap().clone()
}

/// Code and description of a refusal.
async fn refused(server: &Server, identity: &str) -> (String, String) {
    let (status, answer) = exchange(server, identity).await;
    assert_eq!(status, 422, "{answer}");
    assert_eq!(answer["message"], "Token request failed");
    let error = &answer["errors"][0];
    let text = |name: &str| error[name].as_str().unwrap().to_owned();
    (text("code"), text("description"))
}

/// The refusal of a server with these settings, whose identities say these things.
async fn refusal(settings: Settings, claims: Value) -> (String, String) {
    let server = Server::start(settings).await.unwrap();
    server.set_claims(&object(claims));
    refused(&server, &server.identity_token("pypi").unwrap()).await
}

#[tokio::test]
async fn identities_are_given_to_those_with_the_bearer() {
    let server = start().await;
    let url = format!("{}&audience=pypi", server.issuer_url());
    let answer = client().get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let answer = client().get(&url).bearer_auth(server.issuer_bearer()).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    let (status, minted) = exchange(&server, answer["value"].as_str().unwrap()).await;
    assert_eq!((status, &minted["success"]), (200, &json!(true)));
    assert!(minted["token"].as_str().unwrap().starts_with("pypi-"));
    let life = minted["expires"].as_i64().unwrap() - jiff::Timestamp::now().as_second();
    assert!((890..=900).contains(&life), "{life}");
    let keys = get_json(&format!("{}issuer/.well-known/jwks", server.index_url())).await;
    assert_eq!(keys["keys"][0]["alg"], "ES256");
}

#[tokio::test]
async fn the_audience_is_told_unless_there_is_no_trusted_publishing() {
    let server =
        Server::start(Settings { audience: "testpypi".into(), ..settings() }).await.unwrap();
    let url = |server: &Server| format!("{}_/oidc/audience", server.index_url());
    assert_eq!(get_json(&url(&server)).await, json!({ "audience": "testpypi" }));
    let off = Settings { trusted_publishing: false, ..settings() };
    let server = Server::start(off).await.unwrap();
    let answer = client().get(url(&server)).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    let identity = server.identity_token("pypi").unwrap();
    assert_eq!(refused(&server, &identity).await.0, "not-enabled");
}

#[tokio::test]
async fn a_pending_publisher_makes_its_project_once() {
    let server = start().await;
    assert_eq!(server.state()["projects"], json!([]));
    mint(&server).await;
    assert_eq!(server.state()["projects"][0]["name"], "sample");
    mint(&server).await;
    assert_eq!(server.state()["minted"], 2);
    let taken = Settings { projects: vec!["Sample".into()], ..settings() };
    let server = Server::start(taken).await.unwrap();
    let identity = server.identity_token("pypi").unwrap();
    let expected = ("invalid-pending-publisher", "valid token, but project already exists");
    let (code, description) = refused(&server, &identity).await;
    assert_eq!((code.as_str(), description.as_str()), expected);
    // It is gone then.
    assert_eq!(refused(&server, &identity).await.0, "invalid-publisher");
}

#[tokio::test]
async fn identities_mint_once() {
    let server = start().await;
    let identity = server.identity_token("pypi").unwrap();
    assert_eq!(exchange(&server, &identity).await.0, 200);
    let (code, description) = refused(&server, &identity).await;
    assert_eq!(code, "invalid-reuse-token");
    assert_eq!(description, "invalid token: already used");
}

#[tokio::test]
async fn payloads_that_are_none_are_told() {
    let server = start().await;
    let url = format!("{}_/oidc/github/mint-token", server.index_url());
    for body in ["", "{}", r#"{"token": 1}"#, r#"{"token": "a.b.c"}"#, r#"{"token": "rubbish"}"#] {
        let answer = client().post(&url).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{body}");
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["errors"][0]["code"], "invalid-payload", "{body}");
    }
    let (code, description) = refusal(settings(), json!({ "iss": "https://example.org" })).await;
    assert_eq!(code, "invalid-payload");
    assert_eq!(description, "unknown trusted publishing issuer");
}

#[tokio::test]
async fn identities_are_of_now_and_for_the_index() {
    let now = jiff::Timestamp::now().as_second();
    for claims in [
        json!({ "aud": "testpypi" }),
        json!({ "aud": ["pypi"] }),
        json!({ "exp": now - 31 }),
        json!({ "iat": now + 40 }),
        json!({ "nbf": now + 40 }),
        json!({ "exp": null }),
        json!({ "iat": "now" }),
    ] {
        assert_eq!(refusal(settings(), claims.clone()).await.0, "invalid-token", "{claims}");
    }
    let server = start().await;
    server.set_claims(&object(json!({ "exp": now - 25, "iat": now + 25, "nbf": now + 25 })));
    mint(&server).await;
}

#[tokio::test]
async fn signatures_are_verified() {
    let (one, other) = (start().await, start().await);
    let foreign = other.identity_token("pypi").unwrap();
    assert_eq!(refused(&one, &foreign).await.0, "invalid-token");
    let own = one.identity_token("pypi").unwrap();
    let foreign: Vec<&str> = foreign.split('.').collect();
    let parts: Vec<&str> = own.split('.').collect();
    let mixed = format!("{}.{}.{}", parts[0], foreign[1], parts[2]);
    assert_eq!(refused(&one, &mixed).await.0, "invalid-token");
    assert_eq!(exchange(&one, &own).await.0, 200);
}

#[tokio::test]
async fn publishers_on_github_are_told_apart() {
    let workflow = "acme/sample/.github/workflows/release.yml";
    let mut registered = settings();
    registered.publishers[0].pending = false;
    for (claims, description) in [
        (json!({ "repository": "acme/other" }), "Publisher with matching claims was not found"),
        (json!({ "repository_owner_id": "2" }), "Publisher with matching claims was not found"),
        (
            json!({ "job_workflow_ref": "acme/sample/.github/workflows/ci.yml@refs/heads/main" }),
            "Publisher with matching claims was not found",
        ),
        (
            json!({ "job_workflow_ref": "acme/other/.github/workflows/release.yml@refs/heads/main" }),
            "The job_workflow_ref claim does not match",
        ),
        (
            json!({ "job_workflow_ref": format!("{workflow}@refs/heads/other") }),
            "The job_workflow_ref claim does not match",
        ),
        (json!({ "job_workflow_ref": "acme/sample" }), "extract workflow filename"),
        (json!({ "ref": "", "sha": "" }), "The ref and sha claims are empty"),
        (
            json!({ "repository_owner": "other" }),
            "Check failed for required claim 'repository_owner'",
        ),
        (json!({ "event_name": "pull_request_target" }), "'pull_request_target' is not supported"),
        (json!({ "event_name": null }), "Missing claim 'event_name'"),
        (json!({ "jti": null }), "Missing claim 'jti'"),
    ] {
        let (code, found) = refusal(registered.clone(), claims.clone()).await;
        assert_eq!(code, "invalid-publisher", "{claims}");
        let whole = "valid token, but no corresponding publisher (";
        assert!(found.starts_with(whole) && found.contains(description), "{claims}: {found}");
    }
    let server = start().await;
    server.set_claims(&object(
        json!({ "ref": "", "sha": "abc", "job_workflow_ref": format!("{workflow}@abc") }),
    ));
    mint(&server).await;
}

#[tokio::test]
async fn environments_are_compared_where_a_publisher_has_one() {
    let mut settings = settings();
    settings.publishers[0].environment = "release".into();
    assert_eq!(refusal(settings.clone(), json!({})).await.0, "invalid-publisher");
    let other = json!({ "environment": "other" });
    assert_eq!(refusal(settings.clone(), other).await.0, "invalid-publisher");
    let server = Server::start(settings).await.unwrap();
    server.set_claims(&object(json!({ "environment": "Release" })));
    mint(&server).await;
}

#[tokio::test]
async fn tokens_are_for_all_projects_of_a_publisher() {
    let mut settings = settings();
    settings.publishers[0].pending = false;
    let second = Publisher { project: "other".into(), ..settings.publishers[0].clone() };
    settings.publishers.push(second);
    let server = Server::start(settings).await.unwrap();
    let token = mint(&server).await;
    crate::support::Upload::sample().by(&token).accepted(&server).await;
    let mut other =
        wheelpin_testing::WheelBuilder::new("py3-none-any").replaced("Name: sample", "Name: other");
    other.name = "other".into();
    other.members[1].0 = "other-1.0.dist-info/licenses/LICENSE".into();
    crate::support::Upload::wheel(&other).by(&token).accepted(&server).await;
}

/// A publisher that exists, with claims that are its.
fn of(provider: Provider, claims: Value) -> Settings {
    let publisher = Publisher {
        project: "sample".into(),
        pending: false,
        environment: String::new(),
        provider,
    };
    Settings { publishers: vec![publisher], claims: object(claims), ..Settings::default() }
}

async fn each_is_compared(settings: Settings, changes: &[(&str, Value)]) {
    mint(&Server::start(settings.clone()).await.unwrap()).await;
    for (claim, value) in changes {
        let change: Map<String, Value> =
            [((*claim).to_owned(), value.clone())].into_iter().collect();
        let (code, _) = refusal(settings.clone(), Value::Object(change)).await;
        assert_eq!(code, "invalid-publisher", "{claim}: {value}");
    }
}

#[tokio::test]
async fn publishers_on_gitlab_are_told_apart() {
    let provider = Provider::GitLab {
        namespace: "acme/tools".into(),
        repository: "sample".into(),
        workflow: "ci/release.yml".into(),
    };
    let claims = json!({
        "sub": "project_path:acme/tools/Sample:ref_type:branch:ref:main",
        "project_path": "acme/tools/Sample",
        "ci_config_ref_uri": "gitlab.com/acme/tools/sample//ci/release.yml@refs/heads/main",
        "ref_path": "refs/heads/main", "sha": "abc",
    });
    let changes = [
        ("sub", json!("project_path:acme/other:ref:main")),
        ("sub", json!("nonsense")),
        ("project_path", json!("acme/other")),
        ("ci_config_ref_uri", json!("gitlab.com/acme/tools/sample//ci/other.yml@refs/heads/main")),
        ("ci_config_ref_uri", json!("gitlab.com/acme/tools/sample//ci/release.yml@refs/heads/x")),
        ("ci_config_ref_uri", json!("gitlab.com/acme/tools/sample//.yml@refs/heads/main")),
        ("ref_path", json!("")),
        ("sha", Value::Null),
    ];
    each_is_compared(of(provider, claims), &changes).await;
}

#[tokio::test]
async fn publishers_on_google_are_told_apart() {
    let provider = Provider::Google { email: "a@example.org".into(), sub: "7".into() };
    let claims = json!({ "email": "a@example.org", "email_verified": true, "sub": "7" });
    let changes = [
        ("email", json!("b@example.org")),
        ("email_verified", json!(false)),
        ("email_verified", json!("true")),
        ("sub", json!("8")),
    ];
    each_is_compared(of(provider, claims), &changes).await;
}

#[tokio::test]
async fn publishers_on_activestate_are_told_apart() {
    let provider = Provider::ActiveState {
        organization: "acme".into(),
        repository: "sample".into(),
        actor_id: "7".into(),
    };
    let claims = json!({
        "sub": "org:acme:project:sample", "organization": "acme", "project": "sample",
        "actor_id": "7", "builder": "pypi-publisher",
    });
    let changes = [
        ("sub", json!("org:acme:project:other")),
        ("sub", json!("org:acme")),
        ("organization", json!("other")),
        ("project", json!("other")),
        ("actor_id", json!("8")),
        ("builder", json!("other")),
    ];
    each_is_compared(of(provider, claims), &changes).await;
}

#[tokio::test]
async fn lives_of_tokens_can_be_set() {
    let limits = Limits { token_seconds: 5, identity_seconds: 7, ..Limits::default() };
    let server = Server::start(Settings { limits, ..settings() }).await.unwrap();
    let identity = server.identity_token("pypi").unwrap();
    let (_, minted) = exchange(&server, &identity).await;
    assert!(minted["expires"].as_i64().unwrap() <= jiff::Timestamp::now().as_second() + 5);
    let late = server.identity_token("pypi").unwrap();
    server.advance(7 + 31);
    assert_eq!(refused(&server, &late).await.0, "invalid-token");
}

#[tokio::test]
async fn endpoints_are_discovered_where_that_is_wished() {
    let path = ".well-known/pytp?discover=%2Flegacy%2F";
    let server = start().await;
    let answer = client().get(format!("{}{path}", server.index_url())).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    let server = Server::start(Settings { discovery: true, ..settings() }).await.unwrap();
    let found = get_json(&format!("{}{path}", server.index_url())).await;
    let mint = found["token-mint-endpoint"].as_str().unwrap();
    let identity = server.identity_token("pypi").unwrap();
    let answer = client().post(mint).json(&json!({ "token": identity })).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}
