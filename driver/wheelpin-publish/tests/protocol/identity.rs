use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Json, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::future::join_all;
use serde_json::json;
use wheelpin_publish::identity::{audience, endpoints, mint};
use wheelpin_publish::{
    Credentials, Discovery, Error, Index, Issuer, Login, OnSecret, Secret, TokenSource,
};

use crate::server::{client, serve};
use crate::token::{Seen, Source, index, living, mint_route, refusal, token};

fn trusted(index: &Index, source: &Arc<Source>) -> Credentials {
    Credentials::trusted(client(), index.clone(), source.clone(), OnSecret::nothing())
}

async fn error_of(response: impl Fn() -> Response + Send + Sync + 'static) -> Error {
    let (index, _) = index(move |_| response()).await;
    let endpoints = endpoints(&client(), &index).await.unwrap();
    let identity = Source::new(true).token("tests").await.unwrap().unwrap();
    mint(&client(), &index, &endpoints, &identity).await.unwrap_err()
}

#[tokio::test]
async fn a_token_is_minted_for_the_audience_of_the_index_and_used_on() {
    let (index, seen) = index(|number| living(900, number)).await;
    let (source, secrets) = (Source::new(true), Arc::new(Mutex::new(Vec::new())));
    let told = secrets.clone();
    let on_secret = OnSecret::new(move |it| told.lock().unwrap().push(it.expose().to_owned()));
    let credentials = Credentials::trusted(client(), index, source.clone(), on_secret);
    assert_eq!(credentials.remaining().await, None);
    for _ in 0..3 {
        let (user, token) = credentials.authorization().await.unwrap();
        assert_eq!((user.as_str(), token.expose()), ("__token__", "pypi-0"));
    }
    assert_eq!(*secrets.lock().unwrap(), ["pypi-0"]);
    let remaining = credentials.remaining().await.unwrap();
    assert!(remaining > Duration::from_secs(890) && remaining <= Duration::from_secs(901));
    let seen = seen.lock().unwrap();
    assert_eq!((seen.len(), &seen[0].0["aud"]), (1, &json!("tests")));
    assert_eq!(seen[0].1.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn parallel_uploads_mint_one_token() {
    let (index, seen) = index(|number| living(900, number)).await;
    let credentials = trusted(&index, &Source::new(true));
    let all = join_all((0..20).map(|_| credentials.authorization())).await;
    assert!(all.iter().all(|it| it.as_ref().unwrap().1.expose() == "pypi-0"));
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_that_ends_soon_is_renewed_with_a_new_identity() {
    let (index, seen) = index(|number| living(if number == 0 { 60 } else { 900 }, number)).await;
    let credentials = trusted(&index, &Source::new(true));
    let tokens = [
        credentials.authorization().await.unwrap().1,
        credentials.authorization().await.unwrap().1,
        credentials.authorization_for(Duration::from_secs(800)).await.unwrap().1,
        credentials.authorization_for(Duration::from_secs(1000)).await.unwrap().1,
    ];
    let tokens = tokens.each_ref().map(Secret::expose);
    assert_eq!(tokens, ["pypi-0", "pypi-1", "pypi-1", "pypi-2"]);
    let seen = seen.lock().unwrap();
    assert_ne!(seen[0].0["jti"], seen[1].0["jti"]);
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_now_is_used_while_it_lives() {
    let (index, _) = index(|number| match number {
        0 => living(60, number),
        _ => refusal("not-enabled", "off"),
    })
    .await;
    let credentials = trusted(&index, &Source::new(true));
    for _ in 0..2 {
        assert_eq!(credentials.authorization().await.unwrap().1.expose(), "pypi-0");
    }
    credentials.invalidate().await;
    assert!(matches!(credentials.authorization().await.unwrap_err(), Error::Mint { .. }));
}

#[tokio::test]
async fn an_identity_that_is_had_once_is_minted_once_and_kept() {
    let (index, seen) = index(|number| living(1, number)).await;
    let source = Source::new(false);
    let credentials = trusted(&index, &source);
    let claims = credentials.claims().await.unwrap().unwrap();
    assert_eq!(claims.get("repository").as_deref(), Some("acme/dioxide"));
    assert_eq!(seen.lock().unwrap().len(), 0);
    for _ in 0..2 {
        assert_eq!(credentials.authorization().await.unwrap().1.expose(), "pypi-0");
    }
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let error = credentials.authorization().await.unwrap_err();
    assert!(matches!(error, Error::Expired { .. }), "{error:?}");
    assert_eq!((seen.lock().unwrap().len(), source.count()), (1, 1));
}

#[tokio::test]
async fn what_does_not_fit_into_the_one_life_is_refused_before() {
    let (index, _) = index(|number| living(300, number)).await;
    let minutes = |number: u64| Duration::from_secs(60 * number);
    let renewable = trusted(&index, &Source::new(true));
    assert!(renewable.fits(minutes(1000)).await.is_ok());
    let once = trusted(&index, &Source::new(false));
    assert!(once.fits(minutes(14)).await.is_ok());
    let error = once.fits(minutes(16)).await.unwrap_err();
    assert!(matches!(error, Error::TooLong { estimate: 16, life: 15, .. }), "{error:?}");
    once.authorization().await.unwrap();
    assert!(once.fits(minutes(4)).await.is_ok());
    assert!(once.fits(minutes(6)).await.is_err());
}

#[tokio::test]
async fn an_index_that_is_busy_is_asked_again() {
    let (index, seen) = index(|number| match number {
        0 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        _ => living(900, number),
    })
    .await;
    let source = Source::new(true);
    let token = trusted(&index, &source).authorization().await.unwrap().1;
    assert_eq!(token.expose(), "pypi-1");
    assert_eq!((seen.lock().unwrap().len(), source.count()), (2, 2));
}

#[tokio::test]
async fn a_refusal_is_not_asked_again_and_names_what_to_change() {
    for code in [
        "invalid-payload",
        "not-enabled",
        "invalid-token",
        "invalid-pending-publisher",
        "invalid-reuse-token",
        "invalid-publisher",
        "of-tomorrow",
    ] {
        let (index, seen) = index(move |_| refusal(code, "because")).await;
        let error = trusted(&index, &Source::new(true)).authorization().await.unwrap_err();
        let Error::Mint { code: said, description, help, .. } = error else { panic!("{error:?}") };
        assert_eq!((said.as_str(), description.as_str()), (code, "because"));
        assert!(help.contains("Repository name   dioxide"), "{help}");
        assert_eq!(seen.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn refusals_of_other_forms_are_understood() {
    let error = error_of(|| {
        let body = json!({ "type": "about:expired", "title": "Expired", "detail": "it is over" });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    })
    .await;
    assert!(
        matches!(&error, Error::Mint { code, description, .. } if code == "about:expired" && description == "it is over"),
        "{error:?}"
    );
    let error = error_of(|| (StatusCode::FORBIDDEN, "<html>no</html>").into_response()).await;
    assert!(
        matches!(&error, Error::Status { status: 403, message, .. } if message.contains("no")),
        "{error:?}"
    );
    let error = error_of(|| StatusCode::NOT_FOUND.into_response()).await;
    assert!(matches!(error, Error::NoTrustedPublishing { .. }), "{error:?}");
}

#[tokio::test]
async fn an_index_that_repeats_the_token_does_not_have_it_printed() {
    let echo = |body: String| async move {
        let token = serde_json::from_str::<serde_json::Value>(&body).unwrap()["token"].clone();
        refusal("invalid-token", &format!("what is {}?", token.as_str().unwrap()))
    };
    let router = Router::new().route("/_/oidc/mint-token", axum::routing::post(echo));
    let index = Index::private(serve(router).await);
    let source = Source::new(true);
    let identity = source.token("tests").await.unwrap().unwrap();
    let endpoints = endpoints(&client(), &index).await.unwrap();
    let error = mint(&client(), &index, &endpoints, &identity).await.unwrap_err();
    assert!(error.to_string().contains("what is ***?"), "{error}");
    let payload = identity.secret().expose().split('.').nth(1).unwrap();
    assert!(!format!("{error} {error:?} {identity:?}").contains(payload));
}

#[tokio::test]
async fn answers_without_a_token_are_refused() {
    let answers: [fn() -> Response; 6] = [
        || "hello".into_response(),
        || Json(json!({ "success": true })).into_response(),
        || Json(json!({ "token": "" })).into_response(),
        || Json(json!({ "token": "pypi-a\r\nx: y" })).into_response(),
        || Json(json!({ "token": "p".repeat(20_000) })).into_response(),
        || Json(json!({ "token": ["geheim"], "expires": "soon" })).into_response(),
    ];
    for answer in answers {
        let error = error_of(answer).await;
        assert!(matches!(error, Error::Answer { .. }), "{error:?}");
        assert!(!format!("{error:?}").contains("geheim"));
    }
    let error = error_of(|| vec![b' '; 100 << 20].into_response()).await;
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    let error =
        error_of(|| (StatusCode::UNPROCESSABLE_ENTITY, vec![b' '; 100 << 20]).into_response())
            .await;
    assert!(matches!(error, Error::Status { status: 422, .. }), "{error:?}");
}

#[tokio::test]
async fn an_identity_follows_no_redirect() {
    let seen = Seen::default();
    let other = Router::new().route("/", mint_route(seen.clone(), |number| living(900, number)));
    let other = serve(other).await;
    let error = error_of(move || Redirect::temporary(other.as_str()).into_response()).await;
    assert!(matches!(error, Error::Redirected { .. }), "{error:?}");
    assert_eq!(seen.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_clock_that_is_wrong_here_does_not_shorten_a_life() {
    let answer = |_| {
        let headers = [(header::DATE, "Sun, 06 Nov 2044 08:49:37 GMT")];
        let expires = "2044-11-06T08:59:37Z".parse::<jiff::Timestamp>().unwrap().as_second();
        (headers, Json(json!({ "token": "pypi-a", "expires": expires }))).into_response()
    };
    let (index, _) = index(answer).await;
    let credentials = trusted(&index, &Source::new(true));
    credentials.authorization().await.unwrap();
    let remaining = credentials.remaining().await.unwrap();
    assert!(remaining > Duration::from_secs(590) && remaining <= Duration::from_secs(600));
}

#[tokio::test]
async fn a_life_that_is_not_told_is_fifteen_minutes_and_none_is_longer_than_six_hours() {
    for (expires, least) in [(json!(null), 890), (json!(i64::MAX), 21_590)] {
        let answer = json!({ "token": "pypi-a", "expires": expires });
        let (index, _) = index(move |_| Json(answer.clone()).into_response()).await;
        let credentials = trusted(&index, &Source::new(true));
        credentials.authorization().await.unwrap();
        let remaining = credentials.remaining().await.unwrap().as_secs();
        assert!(remaining >= least && remaining <= least + 10, "{remaining}");
    }
}

#[tokio::test]
async fn an_index_without_trusted_publishing_says_so() {
    for status in [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN] {
        let index =
            Index::private(serve(Router::new().fallback(move || async move { status })).await);
        let error = trusted(&index, &Source::new(true)).authorization().await.unwrap_err();
        assert!(matches!(error, Error::NoTrustedPublishing { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn an_audience_that_is_no_name_is_refused() {
    for name in ["", "a b", "--help", "a\u{1b}[31m", "\u{e9}", &"a".repeat(501)] {
        let answer = json!({ "audience": name });
        let router = Router::new().fallback(move || async move { Json(answer) });
        let index = Index::private(serve(router).await);
        let endpoints = endpoints(&client(), &index).await.unwrap();
        let error = audience(&client(), &index, &endpoints).await.unwrap_err();
        assert!(matches!(error, Error::Answer { .. }), "{name}: {error:?}");
    }
}

#[tokio::test]
async fn on_a_laptop_nobody_says_who_we_are() {
    struct Nobody;
    impl TokenSource for Nobody {
        fn name(&self) -> String {
            "nobody".into()
        }
        fn token<'a>(
            &'a self,
            _: &'a str,
        ) -> futures_util::future::BoxFuture<
            'a,
            Result<Option<wheelpin_publish::IdentityToken>, Error>,
        > {
            Box::pin(async { Ok(None) })
        }
        fn renewable(&self) -> bool {
            true
        }
    }
    let (index, _) = index(|number| living(900, number)).await;
    let credentials = Credentials::trusted(client(), index, Arc::new(Nobody), OnSecret::nothing());
    let error = credentials.authorization().await.unwrap_err();
    assert!(matches!(error, Error::NoIdentity { .. }), "{error:?}");
}

/// An index whose endpoints are discovered (PEP 807), as `endpoint` names them.
async fn discovered(
    endpoint: impl Fn(&str, &str) -> String + Clone + Send + Sync + 'static,
) -> (Index, Seen) {
    let seen = Seen::default();
    let discover = move |headers: HeaderMap, RawQuery(query): RawQuery| async move {
        assert_eq!(headers[header::ACCEPT], "application/vnd.pypi.pytp.v1+json");
        assert_eq!(query.as_deref(), Some("discover=%2Fa%2Flegacy%2F"));
        let host = headers[header::HOST].to_str().unwrap();
        Json(json!({
            "audience-endpoint": endpoint(host, "who"), "token-mint-endpoint": endpoint(host, "mint"),
            "features": ["single-use-token", "multi-use-token"], "default-features": [],
        }))
    };
    let router = Router::new()
        .route("/.well-known/pytp", get(discover))
        .route("/who", get(|| async { Json(json!({ "audience": "discovered" })) }))
        .route("/mint", mint_route(seen.clone(), |number| living(900, number)));
    let mut index = Index::private(serve(router).await.join("a/legacy/").unwrap());
    index.discovery = Discovery::Pytp;
    (index, seen)
}

#[tokio::test]
async fn endpoints_are_discovered_where_that_is_asked_for() {
    let (index, seen) = discovered(|host, path| format!("http://{host}/{path}")).await;
    trusted(&index, &Source::new(true)).authorization().await.unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0].0["aud"], "discovered");
    assert_eq!(seen[0].1["features"], json!(["multi-use-token"]));
}

#[tokio::test]
async fn discovered_endpoints_stay_on_the_server_and_have_tls() {
    let wrong: [fn(&str, &str) -> String; 4] = [
        |_, path| format!("https://example.org/{path}"),
        |_, path| format!("http://example.org/{path}"),
        |host, path| format!("ftp://{host}/{path}"),
        |_, path| path.to_owned(),
    ];
    for wrong in wrong {
        let (index, _) = discovered(wrong).await;
        let error = endpoints(&client(), &index).await.unwrap_err();
        assert!(matches!(error, Error::Answer { .. }), "{error:?}");
    }
    let mut index = Index::private(serve(Router::new()).await);
    index.discovery = Discovery::Pytp;
    let error = endpoints(&client(), &index).await.unwrap_err();
    assert!(matches!(error, Error::NoTrustedPublishing { .. }), "{error:?}");
}

#[tokio::test]
async fn an_issuer_like_githubs_is_asked_with_its_bearer_token() {
    let answer = |headers: HeaderMap, RawQuery(query): RawQuery| async move {
        assert_eq!(headers[header::AUTHORIZATION], "Bearer geheim");
        assert_eq!(query.as_deref(), Some("api-version=2.0&audience=pypi"));
        Json(json!({ "value": token(&json!({ "iss": "https://issuer.example.org" })) }))
    };
    let base = serve(Router::new().route("/token", get(answer))).await;
    let issuer = Issuer {
        http: client(),
        url: base.join("token?api-version=2.0").unwrap(),
        bearer: Secret::new("geheim"),
        renewable: true,
        on_secret: OnSecret::nothing(),
    };
    let identity = issuer.token("pypi").await.unwrap().unwrap();
    assert_eq!(identity.claims().issuer().as_deref(), Some("https://issuer.example.org"));
    assert!(!format!("{issuer:?}").contains("geheim"));
}

#[tokio::test]
async fn an_issuer_that_repeats_the_bearer_token_does_not_have_it_printed() {
    let echo = |headers: HeaderMap| async move {
        let bearer = headers[header::AUTHORIZATION].to_str().unwrap().to_owned();
        (StatusCode::FORBIDDEN, format!("{}{bearer}", "x ".repeat(994)))
    };
    let bearer = Secret::new("geheim".repeat(20));
    let url = serve(Router::new().fallback(echo)).await;
    let (http, on_secret) = (client(), OnSecret::nothing());
    let issuer = Issuer { http, url, bearer, renewable: true, on_secret };
    let error = issuer.token("pypi").await.unwrap_err();
    assert!(matches!(error, Error::Status { status: 403, .. }));
    assert!(!format!("{error:?}").contains("geheim"), "{error:?}");
}

#[tokio::test]
async fn other_ways_ask_nobody() {
    let index = Index::private("https://example.org/legacy/".parse().unwrap());
    let token = Credentials::token(&index, &Secret::new(" abc\n")).unwrap();
    let (user, secret) = token.authorization().await.unwrap();
    assert_eq!((user.as_str(), secret.expose()), ("__token__", "abc"));
    let login = Login { user: "me".into(), password: Secret::new("geheim") };
    let login = Credentials::login(login);
    assert_eq!(login.authorization().await.unwrap().0, "me");
    assert_eq!(Credentials::anonymous().authorization().await.unwrap().0, "");
    assert!(login.renewable() && login.claims().await.unwrap().is_none());
}

#[test]
fn a_token_that_can_be_none_is_refused_and_not_repeated() {
    let index = Index::named("pypi").unwrap();
    for token in ["", "  ", "geheim", "pypi-geheim geheim", "pypi-geheim\nx"] {
        let error = Credentials::token(&index, &Secret::new(token)).unwrap_err();
        assert!(matches!(error, Error::Token { .. }));
        assert!(!format!("{error} {error:?}").contains("geheim"));
    }
    assert!(Credentials::token(&index, &Secret::new("pypi-AgEI")).is_ok());
}
