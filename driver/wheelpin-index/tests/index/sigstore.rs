use std::collections::BTreeMap;

use serde_json::{Value, json};
use wheelpin_attest::{
    Attestation, Error, Kind, Policy, Provenance, Service, Services, Signer, Statement, TrustRoot,
    Verified, verify,
};
use wheelpin_index::{Fault, FaultKind, Server, Settings};

use crate::support::{settings, start};

const FILE: &str = "sample-1.0-py3-none-any.whl";

fn sha256() -> String {
    "a1".repeat(32)
}

fn services(server: &Server) -> Services {
    Services::at(&server.fulcio_url(), &server.rekor_url(), server.trusted_root()).unwrap()
}

fn signer(server: &Server) -> Signer {
    Signer::new(&services(server), &server.identity_token("sigstore").unwrap()).unwrap()
}

fn statement() -> Statement {
    Statement::publish(FILE, &sha256()).unwrap()
}

fn root(server: &Server) -> TrustRoot {
    TrustRoot::from_json(server.trusted_root()).unwrap()
}

fn check(server: &Server, attestation: &Attestation, policy: &Policy) -> Result<Verified, Error> {
    verify(attestation, FILE, &sha256(), &root(server), policy)
}

/// How often something was asked for.
fn count(server: &Server, path: &str) -> usize {
    server.requests().iter().filter(|request| request.path.contains(path)).count()
}

#[tokio::test]
async fn what_is_signed_is_verified_whole() {
    let server = start().await;
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    let policy = Policy::github("acme/sample", "release.yml");
    let verified = check(&server, &attestation, &policy).unwrap();
    assert_eq!(verified.statement, statement());
    assert_eq!(verified.issuer, "https://token.actions.githubusercontent.com");
    assert_eq!(
        verified.identity,
        "https://github.com/acme/sample/.github/workflows/release.yml@refs/heads/main"
    );
    assert_eq!(verified.repository.unwrap(), "https://github.com/acme/sample");
    assert_eq!(verified.commit.unwrap(), "0".repeat(40));
    let json = attestation.to_json().unwrap();
    assert_eq!(Attestation::from_json(json.as_bytes()).unwrap(), attestation);
}

#[tokio::test]
async fn many_statements_need_one_certificate() {
    let server = start().await;
    let statements: Vec<Statement> = (0..20)
        .flat_map(|number| {
            let name = format!("sample-1.{number}.tar.gz");
            [
                Statement::publish(&name, &sha256()).unwrap(),
                Statement::provenance(&name, &sha256(), &Provenance::default()).unwrap(),
            ]
        })
        .collect();
    let attestations = signer(&server).sign_all(&statements).await.unwrap();
    assert_eq!(attestations.len(), 40);
    for (attestation, statement) in attestations.iter().zip(&statements) {
        assert_eq!(&attestation.statement().unwrap(), statement);
    }
    assert_eq!(count(&server, "signingCert"), 1);
    assert_eq!(count(&server, "log/entries"), 40);
}

#[tokio::test]
async fn attestations_of_other_files_are_found() {
    let server = start().await;
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    let root = root(&server);
    for (file, sha256) in [("other-1.0.tar.gz", sha256()), (FILE, "a2".repeat(32))] {
        let result = verify(&attestation, file, &sha256, &root, &Policy::any());
        assert!(matches!(result, Err(Error::OtherFile { .. })), "{file}: {result:?}");
    }
}

#[tokio::test]
async fn attestations_by_others_are_found() {
    let server = start().await;
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    for policy in [
        Policy::github("acme/other", "release.yml"),
        Policy::github("acme/sample", "other.yml"),
        Policy::github("acme/sample", "release.ym"),
        Policy::gitlab("acme/sample", "release.yml"),
        Policy::google("acme@example.org"),
    ] {
        let result = check(&server, &attestation, &policy);
        assert!(matches!(result, Err(Error::OtherSigner { .. })), "{policy:?}: {result:?}");
    }
    // Another server is another instance: it knows neither the authority nor the log.
    let other = start().await;
    let result = check(&other, &attestation, &Policy::any());
    assert!(matches!(result, Err(Error::Invalid { .. })), "{result:?}");
    let result =
        verify(&attestation, FILE, &sha256(), &TrustRoot::production().unwrap(), &Policy::any());
    assert!(matches!(result, Err(Error::Invalid { .. })), "{result:?}");
}

/// Changes one letter of the base64 or the number at that place.
fn bent(json: &Value, pointer: &str) -> Value {
    let mut json = json.clone();
    let at = json.pointer_mut(pointer).unwrap();
    let text = at.as_str().unwrap();
    let middle = text.len() / 2;
    let letter = text.as_bytes()[middle];
    let other = match letter {
        b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => letter + 1,
        _ => b'0' + u8::from(letter == b'0'),
    };
    let bent = format!("{}{}{}", &text[..middle], char::from(other), &text[middle + 1..]);
    *at = bent.into();
    json
}

#[tokio::test]
async fn every_change_is_found() {
    let server = start().await;
    let signer = signer(&server);
    // Others before and behind, so that the proof has hashes.
    for file in ["a", "b", "c"] {
        signer.sign(&Statement::publish(file, &sha256()).unwrap()).await.unwrap();
    }
    let attestation = signer.sign(&statement()).await.unwrap();
    let json = serde_json::to_value(&attestation).unwrap();
    let entry = "/verification_material/transparency_entries/0";
    for pointer in [
        "/verification_material/certificate".to_owned(),
        "/envelope/statement".into(),
        "/envelope/signature".into(),
        format!("{entry}/logIndex"),
        format!("{entry}/logId/keyId"),
        format!("{entry}/integratedTime"),
        format!("{entry}/inclusionPromise/signedEntryTimestamp"),
        format!("{entry}/inclusionProof/logIndex"),
        format!("{entry}/inclusionProof/rootHash"),
        format!("{entry}/inclusionProof/treeSize"),
        format!("{entry}/inclusionProof/hashes/0"),
        format!("{entry}/inclusionProof/hashes/1"),
        format!("{entry}/inclusionProof/checkpoint/envelope"),
        format!("{entry}/canonicalizedBody"),
        format!("{entry}/kindVersion/version"),
    ] {
        let bent = bent(&json, &pointer);
        assert_ne!(bent, json, "{pointer}");
        let result = Attestation::from_json(bent.to_string().as_bytes())
            .and_then(|attestation| check(&server, &attestation, &Policy::any()));
        assert!(result.is_err(), "{pointer}");
    }
}

#[tokio::test]
async fn what_is_left_out_is_found() {
    let server = start().await;
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    let json = serde_json::to_value(&attestation).unwrap();
    let entry = "/verification_material/transparency_entries/0";
    for part in ["inclusionPromise", "inclusionProof", "integratedTime", "logId"] {
        let mut json = json.clone();
        json.pointer_mut(entry).unwrap().as_object_mut().unwrap().remove(part).unwrap();
        let result = Attestation::from_json(json.to_string().as_bytes())
            .and_then(|attestation| check(&server, &attestation, &Policy::any()));
        assert!(result.is_err(), "{part}");
    }
    let mut none = json;
    none["verification_material"]["transparency_entries"] = json!([]);
    Attestation::from_json(none.to_string().as_bytes()).unwrap_err();
}

#[tokio::test]
async fn parts_of_others_are_found() {
    let server = start().await;
    let one = signer(&server).sign(&statement()).await.unwrap();
    let two = signer(&server).sign(&statement()).await.unwrap();
    let [one, two] = [one, two].map(|it| serde_json::to_value(it).unwrap());
    for pointer in [
        "/verification_material/certificate",
        "/verification_material/transparency_entries",
        "/envelope/signature",
    ] {
        let mut mixed = one.clone();
        *mixed.pointer_mut(pointer).unwrap() = two.pointer(pointer).unwrap().clone();
        assert_ne!(mixed, one, "{pointer}");
        let attestation = Attestation::from_json(mixed.to_string().as_bytes()).unwrap();
        let result = check(&server, &attestation, &Policy::any());
        assert!(matches!(result, Err(Error::Invalid { .. })), "{pointer}: {result:?}");
    }
}

#[tokio::test]
async fn identities_that_are_none_get_no_certificate() {
    let server = start().await;
    let other = start().await;
    for token in [server.identity_token("pypi").unwrap(), other.identity_token("sigstore").unwrap()]
    {
        let signer = Signer::new(&services(&server), &token).unwrap();
        let error = signer.sign(&statement()).await.unwrap_err();
        let Error::Refused { service: Service::Fulcio, status: 400, message } = error else {
            panic!("{error:?}");
        };
        assert_eq!(message, "There was an error processing the identity token");
    }
}

#[tokio::test]
async fn an_identity_that_is_over_is_not_shown() {
    let mut settings = settings();
    settings.limits.identity_seconds = -5;
    let server = Server::start(settings).await.unwrap();
    let error = signer(&server).sign(&statement()).await.unwrap_err();
    assert!(matches!(error, Error::Expired), "{error:?}");
    assert_eq!(count(&server, "signingCert"), 0);
}

#[tokio::test]
async fn gitlab_and_google_sign_too() {
    let gitlab = json!({
        "iss": "https://gitlab.com", "sub": "project_path:acme/sample:ref_type:branch:ref:main",
        "project_path": "acme/sample", "namespace_path": "acme", "sha": "0".repeat(40),
        "ref_path": "refs/heads/main",
        "ci_config_ref_uri": "gitlab.com/acme/sample//.gitlab-ci.yml@refs/heads/main",
    });
    let google = json!({
        "iss": "https://accounts.google.com", "sub": "1", "email": "acme@example.org",
        "email_verified": true,
    });
    for (claims, policy) in [
        (gitlab, Policy::gitlab("acme/sample", ".gitlab-ci.yml")),
        (google, Policy::google("acme@example.org")),
    ] {
        let claims = claims.as_object().unwrap().clone();
        let server = Server::start(Settings { claims, ..Settings::default() }).await.unwrap();
        let attestation = signer(&server).sign(&statement()).await.unwrap();
        check(&server, &attestation, &policy).unwrap();
        let other = Policy::github("acme/sample", "release.yml");
        let result = check(&server, &attestation, &other);
        assert!(matches!(result, Err(Error::OtherSigner { .. })), "{result:?}");
    }
}

fn status(status: u16) -> FaultKind {
    FaultKind::Status { status, retry_after: None, headers: BTreeMap::new(), body: String::new() }
}

#[tokio::test]
async fn services_that_fail_once_are_asked_again() {
    let server = start().await;
    server.set_faults(vec![
        Fault::first("/sigstore/fulcio/*", 1, status(503)),
        Fault::first("/sigstore/rekor/*", 1, status(502)),
    ]);
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    check(&server, &attestation, &Policy::any()).unwrap();
    assert_eq!((count(&server, "signingCert"), count(&server, "log/entries")), (2, 2));
}

#[tokio::test]
async fn an_entry_whose_answer_was_lost_is_taken() {
    let server = start().await;
    server.set_faults(vec![Fault::first("/sigstore/rekor/*", 1, FaultKind::LoseAnswer)]);
    let attestation = signer(&server).sign(&statement()).await.unwrap();
    check(&server, &attestation, &Policy::any()).unwrap();
    // Sent, sent again and refused as one that is there, fetched.
    assert_eq!(count(&server, "log/entries"), 3);
}

#[tokio::test]
async fn kinds_have_their_predicates() {
    let server = start().await;
    let provenance = Statement::provenance(FILE, &sha256(), &Provenance::default()).unwrap();
    let attestation = signer(&server).sign(&provenance).await.unwrap();
    let verified = check(&server, &attestation, &Policy::any()).unwrap();
    assert_eq!(verified.kind(), Kind::Provenance);
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(FILE);
    let path = wheelpin_attest::write(&file, &attestation).unwrap();
    assert_eq!(path, directory.path().join(format!("{FILE}.slsa.attestation")));
    assert_eq!(wheelpin_attest::read(&file).unwrap(), [attestation]);
}
