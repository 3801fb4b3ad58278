use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use wheelpin_attest::{Provenance, Services, Signer, Statement};
use wheelpin_index::{Provider, Server};

use crate::support::{Upload, client, mint, settings, start};

const PUBLISH: &str = "https://docs.pypi.org/attestations/publish/v1";
const SLSA: &str = "https://slsa.dev/provenance/v1";

/// An attestation that has the form of one, signed by nobody.
fn attestation(upload: &Upload, kind: &str) -> Value {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": upload.file_name, "digest": { "sha256": upload.sha256() } }],
        "predicateType": kind,
        "predicate": {},
    });
    json!({
        "version": 1,
        "verification_material": { "certificate": "YQ==", "transparency_entries": [{}] },
        "envelope": { "statement": BASE64_STANDARD.encode(statement.to_string()), "signature": "YQ==" },
    })
}

/// The attestations of an upload, by the publisher of `server`.
async fn signed(server: &Server, upload: &Upload) -> [Value; 2] {
    let (name, sha256) = (upload.file_name.as_str(), upload.sha256());
    let url = (server.fulcio_url(), server.rekor_url());
    let services = Services::at(&url.0, &url.1, server.trusted_root()).unwrap();
    let signer = Signer::new(&services, &server.identity_token("sigstore").unwrap()).unwrap();
    let statements = [
        Statement::publish(name, sha256).unwrap(),
        Statement::provenance(name, sha256, &Provenance::default()).unwrap(),
    ];
    let signed = signer.sign_all(&statements).await.unwrap();
    let values: Vec<Value> = signed.iter().map(|it| serde_json::to_value(it).unwrap()).collect();
    values.try_into().unwrap()
}

fn with(upload: &Upload, attestations: &[Value]) -> Upload {
    upload.clone().with("attestations", &Value::from(attestations).to_string())
}

#[tokio::test]
async fn attestations_have_rules() {
    let server = start().await;
    let sample = Upload::sample().by(&mint(&server).await);
    let publish = attestation(&sample, PUBLISH);
    let other_name = attestation(&sample.clone().named("other-1.0-py3-none-any.whl"), PUBLISH);
    let other_bytes = attestation(&sample.clone().bytes("other"), PUBLISH);
    let mut two_subjects = publish.clone();
    let statement = json!({ "_type": "https://in-toto.io/Statement/v1", "subject": [{}, {}] });
    two_subjects["envelope"]["statement"] = BASE64_STANDARD.encode(statement.to_string()).into();
    let mut unlogged = publish.clone();
    unlogged["verification_material"]["transparency_entries"] = json!([]);
    let slsa = attestation(&sample, SLSA);
    let by_another = signed(&start().await, &sample).await;
    let [of_publisher, of_builder] = signed(&server, &sample).await;
    let mut unsigned = of_publisher.clone();
    unsigned["envelope"]["signature"] = of_builder["envelope"]["signature"].clone();
    for (attestations, why) in [
        (vec![], "an empty attestation set is not permitted"),
        (vec![publish.clone(), slsa.clone(), slsa.clone()], "A maximum of 2 attestations"),
        (vec![publish.clone(), publish.clone()], "Multiple attestations for the same file"),
        (vec![attestation(&sample, "https://example.org/v1")], "unsupported predicate type"),
        (vec![other_name], "subject does not match distribution name"),
        (vec![other_bytes], "subject does not match distribution digest"),
        (vec![two_subjects], "must be exactly one"),
        (vec![unlogged], "Malformed attestations"),
        (vec![json!({ "version": 2 })], "Malformed attestations"),
        (vec![json!("rubbish")], "Malformed attestations"),
        (vec![publish], "Malformed attestations"),
        (by_another.to_vec(), "Could not verify the uploaded artifact"),
        (vec![unsigned], "Could not verify the uploaded artifact"),
    ] {
        let upload = with(&sample, &attestations);
        let whole = "Invalid attestations supplied during upload: ";
        upload.refused(&server, 400, whole).await;
        upload.refused(&server, 400, why).await;
    }
    with(&sample, &[of_publisher, of_builder]).accepted(&server).await;
}

#[tokio::test]
async fn attestations_are_given_out_as_provenance() {
    let server = start().await;
    let sample = Upload::sample().by(&mint(&server).await);
    let [publish, _] = signed(&server, &sample).await;
    with(&sample, std::slice::from_ref(&publish)).accepted(&server).await;
    let url = format!("{}sample/1.0/{}/provenance", server.integrity_url(), sample.file_name);
    let answer = client().get(&url).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/vnd.pypi.integrity.v1+json");
    let provenance: Value = answer.json().await.unwrap();
    assert_eq!(provenance["version"], 1);
    let bundle = &provenance["attestation_bundles"][0];
    assert_eq!(bundle["attestations"], json!([publish]));
    assert_eq!(bundle["publisher"]["kind"], "GitHub");
    assert_eq!(bundle["publisher"]["repository"], "acme/sample");
    let html = client().get(&url).header("accept", "text/html").send().await.unwrap();
    assert_eq!(html.status(), 406);
    let page = client().get(format!("{}sample/", server.simple_url())).send().await.unwrap();
    assert!(page.text().await.unwrap().contains(&format!("data-provenance=\"{url}\"")));
}

#[tokio::test]
async fn files_without_attestations_have_no_provenance() {
    let server = start().await;
    let sample = Upload::sample();
    sample.accepted(&server).await;
    let url = format!("{}sample/1.0/{}/provenance", server.integrity_url(), sample.file_name);
    let answer = client().get(url).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["message"], format!("No provenance available for {}", sample.file_name));
}

#[tokio::test]
async fn only_trusted_publishers_attest() {
    let server = start().await;
    let sample = Upload::sample();
    let attested = with(&sample, &[attestation(&sample, PUBLISH)]);
    attested.refused(&server, 400, "only supported when using Trusted Publishing").await;
    let provider = Provider::ActiveState {
        organization: "acme".into(),
        repository: "sample".into(),
        actor_id: "7".into(),
    };
    let mut settings = settings();
    settings.publishers[0].provider = provider;
    let claims = json!({
        "sub": "org:acme:project:sample", "organization": "acme", "project": "sample",
        "actor_id": "7", "builder": "pypi-publisher",
    });
    settings.claims = claims.as_object().unwrap().clone();
    let server = Server::start(settings).await.unwrap();
    let attested = attested.by(&mint(&server).await);
    attested.refused(&server, 400, "not currently supported with ActiveState publishers").await;
}
