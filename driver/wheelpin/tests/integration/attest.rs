//! Attestations of what `wheelpin release` and `wheelpin publish` send.

use std::fs;

use wheelpin_attest::{Attestation, Kind, Policy, TrustRoot, verify};
use wheelpin_index::{Fault, Server, Settings};

use crate::released::{FILES, Index, assert_released, identified, place};
use crate::test::{Ran, Test};

const SIGSTORE: [&str; 2] = ["/sigstore/fulcio/*", "/sigstore/rekor/*"];

/// A release of 1.0.0 on the index.
pub(crate) fn release(index: &Index, more: &[&str]) -> Test {
    let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
    let arguments = arguments(&upload, &simple, more);
    let (test, _) = place([]);
    identified(test.arguments(&arguments), index)
}

pub(crate) fn arguments<'a>(upload: &'a str, simple: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["release", "--index", upload, "--simple", simple, "--yes"];
    arguments.extend(["--version", "1.0.0", "--skip-test", "no Python is needed here"]);
    arguments.extend(["--wait", "8"]);
    arguments.extend(more);
    arguments
}

fn fault(path: &str, status: u16) -> Fault {
    let fault = serde_json::json!({ "path": path, "kind": "status", "status": status });
    serde_json::from_value(fault).unwrap()
}

/// The attestations beside a file.
fn beside(ran: &Ran, file: &str) -> Vec<Attestation> {
    wheelpin_attest::read(&ran.path(&format!("work/dist/{file}"))).unwrap()
}

fn uploads(server: &Server) -> usize {
    server.requests().iter().filter(|request| request.path == "/legacy/").count()
}

#[test]
fn what_is_attested_says_from_what_it_was_built() {
    let index = Index::new();
    let ran = release(&index, &["--sigstore", index.sigstore()]).run_unread();
    assert_released(&ran, &index);
    assert!(ran.stderr.contains("3 files there as built, with attestations"), "{}", ran.stderr);
    let root = TrustRoot::from_json(index.server.trusted_root()).unwrap();
    let policy = Policy::github("acme/sample", "release.yml");
    let manifest: serde_json::Value =
        serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap();
    let commit = crate::released::git_of(&ran).git(&["rev-parse", "v1.0.0^{commit}"]);
    for file in FILES {
        let attestations = beside(&ran, file);
        assert_eq!(index.attested()[file], attestations, "{file}");
        let built = manifest["files"].as_array().unwrap().iter();
        let built = built.clone().find(|it| it["file"] == file).unwrap();
        for attestation in attestations {
            let sha256 = built["sha256"].as_str().unwrap();
            let verified = verify(&attestation, file, sha256, &root, &policy).unwrap();
            if verified.kind() == Kind::Provenance {
                let text = verified.statement.predicate().to_string();
                assert!(text.contains(commit.trim()), "{text}");
                let derivation = built["derivation"].as_str().unwrap().rsplit_once('/').unwrap();
                assert!(text.contains(derivation.1), "{text}");
            }
        }
    }
}

#[test]
fn nothing_is_sent_while_sigstore_is_away() {
    for path in SIGSTORE {
        let index = Index::new();
        let test = release(&index, &["--sigstore", index.sigstore()]);
        index.server.set_faults(vec![fault(path, 503)]);
        let ran = test.status(4).run_unread();
        assert!(ran.stderr.contains("nothing was published"), "{}", ran.stderr);
        assert!(ran.stderr.contains("wheelpin release --resume"), "{}", ran.stderr);
        assert_eq!(uploads(&index.server), 0);
        index.server.set_faults(Vec::new());
        let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
        let again = arguments(&upload, &simple, &["--sigstore", index.sigstore()]);
        let ran = identified(ran.again([]).arguments(&again), &index).run_unread();
        assert_released(&ran, &index);
    }
}

#[test]
fn attestations_can_be_left_out() {
    let index = Index::new();
    let ran = release(&index, &["--no-attestations"]).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert!(index.attested().values().all(Vec::is_empty));
    // What is there can get none any more, and nobody waits for them.
    let again = publish(ran, &index, &["--sigstore", index.sigstore()]).run_unread();
    assert!(again.stdout.contains("3 there before"), "{}{}", again.stdout, again.stderr);
    assert!(index.attested().values().all(Vec::is_empty));
}

fn publish(ran: Ran, index: &Index, more: &[&str]) -> Test {
    let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
    let mut arguments = vec!["publish", "dist", "--index", &upload, "--simple", &simple];
    arguments.extend(more);
    identified(ran.again([]).arguments(&arguments), index)
}

#[test]
fn attestations_alone_are_written_beside_the_files() {
    let index = Index::new();
    let ran = release(&index, &["--until", "build"]).run_unread();
    let only = ["--attestations-only", "--sigstore", index.sigstore()];
    let ran = publish(ran, &index, &only).run_unread();
    assert!(ran.stdout.contains("3 files attested"), "{}", ran.stdout);
    let before: Vec<_> = FILES.iter().map(|file| beside(&ran, file)).collect();
    assert!(before.iter().all(|it| it.len() == 1));
    assert_eq!(index.files(), [""; 0]);
    // They are what is sent afterwards.
    let ran = publish(ran, &index, &["--sigstore", index.sigstore()]).run_unread();
    assert!(ran.stdout.contains("3 files"), "{}", ran.stdout);
    let sent: Vec<_> = index.attested().into_values().collect();
    assert_eq!(sent, before);
}

#[test]
fn attestations_that_are_not_of_the_file_are_made_anew() {
    let index = Index::new();
    let ran = release(&index, &["--until", "build"]).run_unread();
    let only = ["--attestations-only", "--sigstore", index.sigstore()];
    let ran = publish(ran, &index, &only).run_unread();
    // One is of another file, one is none.
    let at = |number: usize| ran.path(&format!("work/dist/{}.publish.attestation", FILES[number]));
    fs::copy(at(0), at(1)).unwrap();
    fs::write(at(2), "rubbish").unwrap();
    let kept = beside(&ran, FILES[0]);
    let ran = publish(ran, &index, &["--sigstore", index.sigstore()]).run_unread();
    assert_eq!(index.attested().len(), 3, "{}", ran.stderr);
    assert_eq!(index.attested()[FILES[0]], kept);
    assert!(index.attested().values().all(|it| it.len() == 1));
}

#[test]
fn an_instance_that_is_none_is_refused_before_anything_is_sent() {
    let index = Index::new();
    let ran = release(&index, &["--until", "build"]).run_unread();
    let wrong = ran.path("work/sigstore.json");
    fs::write(&wrong, r#"{"fulcio": "http://127.0.0.1:9"}"#).unwrap();
    let ran = publish(ran, &index, &["--sigstore", "sigstore.json"]).status(2).run_unread();
    assert!(ran.stderr.contains("sigstore.json: missing field `rekor`"), "{}", ran.stderr);
    let ran = publish(ran, &index, &["--sigstore", "none.json"]).status(2).run_unread();
    assert!(ran.stderr.contains("none.json: No such file"), "{}", ran.stderr);
    assert_eq!(uploads(&index.server), 0);
}

#[test]
fn a_ci_system_that_gives_each_identity_once_is_enough() {
    let claims = serde_json::json!({
        "iss": "https://gitlab.com", "sub": "project_path:acme/sample:ref_type:branch:ref:main",
        "project_path": "acme/sample", "namespace_path": "acme", "namespace_id": "1",
        "sha": "0".repeat(40), "ref_path": "refs/heads/main",
        "ci_config_ref_uri": "gitlab.com/acme/sample//release.yml@refs/heads/main",
    });
    let publisher = serde_json::json!([{
        "project": "sample", "provider": "gitlab", "namespace": "acme", "repository": "sample",
        "workflow": "release.yml", "pending": true,
    }]);
    let index = Index::with(Settings {
        claims: claims.as_object().unwrap().clone(),
        publishers: serde_json::from_value(publisher).unwrap(),
        ..Settings::default()
    });
    let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
    let arguments = arguments(&upload, &simple, &["--sigstore", index.sigstore()]);
    let (test, _) = place([]);
    let ran = test
        .arguments(&arguments)
        .git()
        .variable("GITLAB_CI", "true")
        .variable("PYPI_ID_TOKEN", &index.server.identity_token("pypi").unwrap())
        .variable("SIGSTORE_ID_TOKEN", &index.server.identity_token("sigstore").unwrap())
        .run_unread();
    assert_released(&ran, &index);
    // Asked for once, when it was needed: the index takes an identity once.
    assert_eq!(index.server.state()["minted"], 1);
}

#[test]
fn what_was_begun_with_attestations_does_not_go_on_without() {
    let index = Index::new();
    let test = release(&index, &["--sigstore", index.sigstore()]);
    let fail =
        serde_json::json!({ "path": "/legacy/", "kind": "status", "status": 400, "after": 1 });
    index.server.set_faults(vec![serde_json::from_value(fail).unwrap()]);
    let ran = test.status(4).run_unread();
    // What it says to type has what it was begun with.
    let resume = ran.stderr.lines().find(|line| line.starts_with("to go on, type: ")).unwrap();
    for words in ["--resume", "--simple http", "--sigstore ", "--wait 8", "--skip-test 'no Python"]
    {
        assert!(resume.contains(words), "{resume}");
    }
    index.server.set_faults(Vec::new());
    let again = identified(ran.again(["release", "--resume", "--yes"]), &index);
    let ran = again.status(2).run_unread();
    assert!(ran.stderr.contains("nobody here can say who does"), "{}", ran.stderr);
    let words = ["--resume", "--yes", "--sigstore", index.sigstore()];
    let ran = identified(ran.again(["release"]).arguments(&words), &index).run_unread();
    assert_released(&ran, &index);
}

#[test]
fn a_preflight_as_json_is_json_on_github_too() {
    let index = Index::new();
    let ran = release(&index, &["--until", "build"]).run_unread();
    let ran = publish(ran, &index, &["--preflight", "--json"]).run_unread();
    let seen: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(seen["schema"], 1);
    assert!(ran.stderr.contains("::add-mask::"), "{}", ran.stderr);
}
