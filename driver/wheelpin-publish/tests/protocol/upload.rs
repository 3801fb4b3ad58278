use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use wheelpin_publish::{
    Anybody, Authorization, Credentials, Error, Http, HttpSettings, Index, Login, OnSecret,
    Outcome, Secret, UploadEvent, UploadFile, UploadSettings,
};

use crate::sending::{large, release, run, run_with, settings};
use crate::server::{client, serve, serve_tls};
use crate::token::{self, Seen, Source, living, mint_route};
use crate::warehouse::{Fault, Warehouse};

#[tokio::test]
async fn the_first_wheel_goes_alone_then_the_others_together_and_the_sdist_last() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::default();
    warehouse.0.lock().unwrap().delay = Duration::from_millis(150);
    let ran = run(&warehouse.index().await, &release(&directory, 4)).await;
    assert_eq!(ran.result.unwrap(), [Outcome::Uploaded; 5]);
    let began = warehouse.0.lock().unwrap().began.clone();
    let running: Vec<usize> = began.iter().map(|(_, running)| *running).collect();
    assert_eq!(running, [1, 1, 2, 3, 1]);
    assert_eq!(began[0].0, "sample-1.0-py3-none-any.whl");
    assert_eq!(began[4].0, "sample-1.0.tar.gz");
}

#[tokio::test]
async fn no_more_files_go_at_a_time_than_the_settings_say() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::default();
    warehouse.0.lock().unwrap().delay = Duration::from_millis(50);
    let index = warehouse.index().await;
    let settings = UploadSettings { jobs: NonZeroUsize::new(2).unwrap(), ..settings() };
    let files = release(&directory, 4);
    run_with(&client(), &index, &Anybody, &settings, &files, &BTreeMap::new())
        .await
        .result
        .unwrap();
    let began = warehouse.0.lock().unwrap().began.clone();
    assert_eq!(began.iter().map(|(_, running)| *running).max(), Some(2));
}

#[tokio::test]
async fn the_file_and_what_is_told_of_it_arrive_as_they_are() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::default();
    let index = warehouse.index().await;
    let mut file = large(&directory, 1);
    file.attestations = Some("[{\"version\": 1}]".into());
    let login = ("__token__".to_owned(), Secret::new("geheim"));
    let files = [file];
    let ran = run_with(&client(), &index, &login, &settings(), &files, &BTreeMap::new()).await;
    ran.result.unwrap();
    let [UploadFile { distribution, .. }] = files;
    let upload = warehouse.uploads().remove(0);
    assert_eq!(upload.bytes, std::fs::read(&distribution.path).unwrap());
    assert_eq!(upload.file_name, distribution.file_name);
    assert_eq!(upload.content_type, "application/octet-stream");
    let basic = BASE64_STANDARD.encode("__token__:geheim");
    assert_eq!(upload.authorization, format!("Basic {basic}"));
    assert!(upload.length.is_some(), "PyPI wants to know the length");
    let mut fields: Vec<(String, String)> =
        distribution.form().map(|(name, value)| (name.into(), value.into())).collect();
    fields.push(("attestations".into(), "[{\"version\": 1}]".into()));
    assert_eq!(upload.fields, fields);
    let sent: Vec<u64> = ran
        .events
        .iter()
        .filter_map(|event| match event {
            UploadEvent::Progress { sent, .. } => Some(*sent),
            _ => None,
        })
        .collect();
    assert!(sent.is_sorted() && sent.len() > 10);
    assert_eq!(sent.last(), Some(&distribution.size));
    assert!(!format!("{:?}", ran.events).contains("geheim"));
}

#[tokio::test]
async fn a_refusal_is_final_and_told() {
    let directory = tempfile::tempdir().unwrap();
    let json = r#"{"message": "Invalid value for \u001b[31mclassifiers.", "code": "400"}"#;
    for status in [400, 404, 413, 501] {
        let warehouse = Warehouse::erring([Fault::Answer(status, Vec::new(), json.into())]);
        let error = run(&warehouse.index().await, &release(&directory, 2)).await.error();
        let Error::Refused { file, status: of, message, remedy, .. } = error else {
            panic!("{error}")
        };
        assert_eq!((file.as_str(), of), ("sample-1.0-py3-none-any.whl", status));
        assert_eq!(message, "Invalid value for [31mclassifiers.");
        assert!(remedy.contains("classifiers"));
        assert_eq!(warehouse.uploads().len(), 1);
    }
}

#[tokio::test]
async fn after_an_error_none_is_begun_and_those_that_run_are_ended() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::default();
    let index = warehouse.index().await;
    let files = release(&directory, 4);
    let present = BTreeMap::from([(
        files[1].distribution.file_name.clone(),
        files[1].distribution.sha256.clone(),
    )]);
    {
        let mut inner = warehouse.0.lock().unwrap();
        inner.faults.push_back(Fault::status(400));
        inner.delay = Duration::from_millis(100);
    }
    let settings = UploadSettings { jobs: NonZeroUsize::new(2).unwrap(), ..settings() };
    let ran = run_with(&client(), &index, &Anybody, &settings, &files, &present).await;
    assert!(matches!(ran.result, Err(Error::Refused { .. })));
    // Two were sent side by side: one was refused, of the other it is known that it is there.
    assert_eq!(warehouse.uploads().len(), 2);
    let done = ran
        .events
        .iter()
        .filter(|event| matches!(event, UploadEvent::Done { outcome: Outcome::Uploaded, .. }));
    assert_eq!(done.count(), 1);
}

#[tokio::test]
async fn what_is_known_to_be_there_is_not_sent() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 1);
    let warehouse = Warehouse::default();
    let index = warehouse.index().await;
    let hashes = files
        .iter()
        .map(|file| (file.distribution.file_name.clone(), file.distribution.sha256.to_uppercase()));
    let mut present: BTreeMap<String, String> = hashes.collect();
    let ran = run_with(&client(), &index, &Anybody, &settings(), &files, &present).await;
    assert_eq!(ran.result.unwrap(), [Outcome::Already; 2]);
    present.insert("sample-1.0.tar.gz".into(), "ab".repeat(32));
    present.remove("sample-1.0-py3-none-any.whl");
    let ran = run_with(&client(), &index, &Anybody, &settings(), &files, &present).await;
    let error = ran.error();
    let Error::Taken { file, ours, theirs, .. } = error else { panic!("{error}") };
    assert_eq!(file, "sample-1.0.tar.gz");
    assert_eq!((ours, theirs), (files[0].distribution.sha256.clone(), "ab".repeat(32)));
    assert!(warehouse.uploads().is_empty());
}

#[tokio::test]
async fn a_taken_name_is_fine_with_the_same_bytes_and_an_error_with_others() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 0);
    let file = &files[0].distribution;
    let exists = |hash: &str| {
        let text = format!("File already exists ('x', with blake2_256 hash '{hash}'). See y");
        Fault::Answer(400, Vec::new(), text)
    };
    // The index tells the hash in its simple API.
    for (sha256, is_same) in [(file.sha256.clone(), true), ("cd".repeat(32), false)] {
        let warehouse = Warehouse::erring([Fault::status(409)]);
        warehouse.has(&file.file_name, &sha256);
        let ran = run(&warehouse.index().await, &files).await;
        match ran.result {
            Ok(outcomes) => assert_eq!((outcomes, is_same), (vec![Outcome::Already], true)),
            Err(Error::Taken { theirs, .. }) => assert_eq!((theirs, is_same), (sha256, false)),
            Err(error) => panic!("{error}"),
        }
    }
    // Only its answer does.
    for (hash, is_same) in [(file.blake2b.clone(), true), ("cd".repeat(32), false)] {
        let warehouse = Warehouse::erring([exists(&hash)]);
        let mut index = warehouse.index().await;
        index.simple = None;
        let ran = run(&index, &files).await;
        assert_eq!(matches!(ran.result, Ok(outcomes) if outcomes == [Outcome::Already]), is_same);
    }
}

#[tokio::test]
async fn the_name_of_a_deleted_file_is_lost() {
    let directory = tempfile::tempdir().unwrap();
    let text = "This filename was previously used by a file that has since been deleted.";
    let warehouse = Warehouse::erring([Fault::Answer(400, Vec::new(), text.into())]);
    let error = run(&warehouse.index().await, &release(&directory, 0)).await.error();
    assert!(matches!(error, Error::Deleted { .. }), "{error}");
}

/// A token that can be renewed some times.
struct Renewing {
    secrets: Mutex<Vec<&'static str>>,
}

impl Authorization for Renewing {
    async fn authorization(&self) -> Result<Option<(String, Secret)>, Error> {
        let secret = *self.secrets.lock().unwrap().last().unwrap();
        Ok(Some(("u".into(), Secret::new(secret))))
    }

    async fn renewed(&self, refused: &Secret) -> Result<bool, Error> {
        let mut secrets = self.secrets.lock().unwrap();
        // Another file's upload may have renewed it.
        if secrets.last() == Some(&refused.expose()) && secrets.len() > 1 {
            secrets.pop();
        }
        Ok(secrets.last() != Some(&refused.expose()))
    }
}

#[tokio::test]
async fn a_token_that_expired_is_renewed_once() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 4);
    // Base64 of `u:` and nine letters ends in the letters' own.
    let warehouse = Warehouse::default();
    let right = BASE64_STANDARD.encode("u:right");
    warehouse.0.lock().unwrap().password = Some(right);
    let index = warehouse.index().await;
    let present = BTreeMap::from([(
        files[1].distribution.file_name.clone(),
        files[1].distribution.sha256.clone(),
    )]);
    let renewing = Renewing { secrets: Mutex::new(vec!["right", "expired"]) };
    let ran = run_with(&client(), &index, &renewing, &settings(), &files, &present).await;
    assert_eq!(ran.result.unwrap().len(), 5);
    let refused = warehouse.uploads().len() - 4;
    assert!((1..=3).contains(&refused), "{refused}");

    let renewing = Renewing { secrets: Mutex::new(vec!["right", "wrong", "expired"]) };
    let none = BTreeMap::new();
    let ran = run_with(&client(), &index, &renewing, &settings(), &files[..1], &none).await;
    let error = ran.error();
    let Error::Denied { status: 403, message, .. } = error else { panic!("{error}") };
    assert_eq!(message, "Invalid or non-existent authentication");
    assert_eq!(renewing.secrets.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_minted_token_that_is_refused_is_minted_anew_once_for_all_files() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 4);
    let warehouse = Warehouse::default();
    let right = BASE64_STANDARD.encode("__token__:pypi-1");
    warehouse.0.lock().unwrap().password = Some(right);
    let seen = Seen::default();
    let audience = || async { axum::Json(serde_json::json!({ "audience": "tests" })) };
    let router = warehouse
        .router()
        .route("/_/oidc/audience", axum::routing::get(audience))
        .route("/_/oidc/mint-token", mint_route(seen.clone(), |number| living(900, number)));
    let index = Index::private(serve(router).await.join("legacy/").unwrap());
    let present = BTreeMap::from([(
        files[1].distribution.file_name.clone(),
        files[1].distribution.sha256.clone(),
    )]);
    let nothing = OnSecret::nothing();
    let credentials = Credentials::trusted(client(), index.clone(), Source::new(true), nothing);
    let ran = run_with(&client(), &index, &credentials, &settings(), &files, &present).await;
    assert_eq!(ran.result.unwrap().len(), 5);
    assert_eq!(seen.lock().unwrap().len(), 2);

    // Where there is one identity only, it is not asked for another.
    let (index, seen) = token::index(|number| living(900, number)).await;
    let nothing = OnSecret::nothing();
    let credentials = Credentials::trusted(client(), index, Source::new(false), nothing);
    let refusing = Warehouse::erring([Fault::status(403)]).index().await;
    let none = BTreeMap::new();
    let ran = run_with(&client(), &refusing, &credentials, &settings(), &files, &none).await;
    assert!(matches!(ran.error(), Error::Denied { .. }));
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn who_may_not_publish_is_told_so_at_once() {
    let directory = tempfile::tempdir().unwrap();
    for status in [401, 403] {
        let warehouse = Warehouse::erring(vec![Fault::status(status); 5]);
        let index = warehouse.index().await;
        let login = ("user".to_owned(), Secret::new("geheim"));
        let files = release(&directory, 0);
        let ran = run_with(&client(), &index, &login, &settings(), &files, &BTreeMap::new()).await;
        let error = ran.error();
        assert!(matches!(&error, Error::Denied { status: of, .. } if *of == status), "{error}");
        assert_eq!(warehouse.uploads().len(), 1);
        assert!(!format!("{error} {error:?}").contains("geheim"));
    }
}

#[tokio::test]
async fn http_2_is_spoken_where_tls_offers_it() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::default();
    let (url, pem) = serve_tls(warehouse.router()).await;
    let index = Index::parse(url.join("legacy/").unwrap().as_str()).unwrap();
    let http = Http::new(&HttpSettings { roots: vec![pem], ..HttpSettings::default() }).unwrap();
    let mut files = release(&directory, 0);
    let directory = tempfile::tempdir().unwrap();
    files.push(large(&directory, 2));
    let ran = run_with(&http, &index, &Anybody, &settings(), &files, &BTreeMap::new()).await;
    assert_eq!(ran.result.unwrap().len(), 2);
    let uploads = warehouse.uploads();
    assert!(uploads.iter().all(|upload| upload.is_http2));
    assert_eq!(uploads[0].bytes.len() as u64, files[1].distribution.size);
}

#[tokio::test]
async fn a_file_that_was_changed_is_not_sent() {
    let directory = tempfile::tempdir().unwrap();
    let files = [large(&directory, 1)];
    let path = &files[0].distribution.path;
    let mut bytes = std::fs::read(path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(path, bytes).unwrap();
    let warehouse = Warehouse::default();
    let error = run(&warehouse.index().await, &files).await.error();
    assert!(matches!(error, Error::Changed { .. }), "{error}");
    assert!(warehouse.uploads().is_empty());
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let to = vec![("location", "/legacy/".to_owned())];
    let warehouse = Warehouse::erring([Fault::Answer(308, to, String::new())]);
    let error = run(&warehouse.index().await, &release(&directory, 0)).await.error();
    let Error::Redirected { status: 308, to, .. } = error else { panic!("{error}") };
    assert!(to.ends_with("/legacy/"));
}

#[tokio::test]
async fn the_reason_phrase_is_told_where_it_says_more() {
    let directory = tempfile::tempdir().unwrap();
    let answer = b"HTTP/1.1 400 Invalid classifier\r\nContent-Length: 0\r\n\r\n";
    let url = crate::server::raw(answer).await;
    let error = run(&Index::parse(url.as_str()).unwrap(), &release(&directory, 0)).await.error();
    let Error::Refused { message, .. } = error else { panic!("{error}") };
    assert_eq!(message, "Invalid classifier");
}

#[tokio::test]
async fn an_index_that_repeats_the_password_does_not_have_it_printed() {
    let directory = tempfile::tempdir().unwrap();
    let sent = BASE64_STANDARD.encode("me:much-secret");
    let said = format!("no: {sent}, which is much-secret");
    let warehouse = Warehouse::erring([Fault::Answer(400, Vec::new(), said)]);
    let index = warehouse.index().await;
    let login = Login { user: "me".into(), password: Secret::new("much-secret") };
    let files = release(&directory, 1);
    let credentials = Credentials::login(login);
    let ran =
        run_with(&client(), &index, &credentials, &settings(), &files, &BTreeMap::new()).await;
    let error = ran.result.unwrap_err().to_string();
    assert!(error.contains("no: ***, which is ***"), "{error}");
}
