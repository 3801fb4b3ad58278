//! Releases while servers misbehave: a run ends right or stops with the right exit code, and the
//! next one finishes what it left.

use std::thread;

use serde_json::{Value, json};
use wheelpin_index::Fault;

use crate::attest::{arguments, release};
use crate::released::{Index, assert_released, identified};

/// Releases that run side by side: most of their time is waiting.
const SIDE_BY_SIDE: usize = 4;

fn uploads() -> Vec<Value> {
    let mut kinds = vec![
        json!({ "kind": "status", "status": 500 }),
        json!({ "kind": "status", "status": 503, "retry-after": "1" }),
        json!({ "kind": "status", "status": 429, "retry-after": "1" }),
        json!({ "kind": "lose-answer" }),
        json!({ "kind": "rubbish", "status": 502 }),
        json!({ "kind": "huge", "status": 503, "bytes": 100_000_000 }),
        json!({ "kind": "expire-tokens" }),
    ];
    kinds.extend([10, 50, 99].map(|percent| json!({ "kind": "reset", "percent": percent })));
    kinds
}

fn questions() -> Vec<Value> {
    vec![
        json!({ "kind": "status", "status": 500 }),
        json!({ "kind": "status", "status": 503, "retry-after": "1" }),
        json!({ "kind": "lose-answer" }),
        json!({ "kind": "rubbish", "status": 200 }),
        json!({ "kind": "huge", "status": 200, "bytes": 100_000_000 }),
        json!({ "kind": "reset", "percent": 0 }),
    ]
}

/// What goes wrong, at the first request of a path and at the second.
fn cases() -> Vec<Value> {
    let at = |path: &str, kinds: Vec<Value>| {
        let path = path.to_owned();
        kinds.into_iter().flat_map(move |kind| {
            [0, 1].map(|after| {
                let mut case = kind.clone();
                case["path"] = path.clone().into();
                case["times"] = 1.into();
                case["after"] = after.into();
                case
            })
        })
    };
    let mut cases: Vec<Value> = at("/legacy/", uploads()).collect();
    for path in ["/simple/*", "/issuer/*", "/_/oidc/*", "/sigstore/fulcio/*", "/sigstore/rekor/*"] {
        cases.extend(at(path, questions()));
    }
    cases
}

fn finishes(case: &Value) {
    let index = Index::new();
    let test = release(&index, &["--sigstore", index.sigstore()]);
    index.server.set_faults(vec![serde_json::from_value::<Fault>(case.clone()).unwrap()]);
    let (ran, status) = test.status_any();
    if status == Some(0) {
        return assert_released(&ran, &index);
    }
    assert_eq!(status, Some(4), "{case}: {}", ran.stderr);
    assert!(ran.stderr.contains("\nhelp: "), "{case}: {}", ran.stderr);
    index.server.set_faults(Vec::new());
    let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
    let again = arguments(&upload, &simple, &["--sigstore", index.sigstore()]);
    let (ran, status) = identified(ran.again([]).arguments(&again), &index).status_any();
    assert_eq!(status, Some(0), "after {case}: {}", ran.stderr);
    assert_released(&ran, &index);
}

#[test]
fn whatever_goes_wrong_once_the_release_is_finished() {
    let cases = cases();
    let share = cases.len().div_ceil(SIDE_BY_SIDE);
    thread::scope(|scope| {
        for some in cases.chunks(share) {
            scope.spawn(|| some.iter().for_each(finishes));
        }
    });
}

#[test]
fn what_never_works_is_told_and_finished_later() {
    let always = [
        // It takes files without keeping them.
        ("/legacy/", json!({ "kind": "rubbish", "status": 200, "times": 1 })),
        ("/legacy/", json!({ "kind": "status", "status": 503 })),
        ("/legacy/", json!({ "kind": "reset", "percent": 50 })),
        ("/_/oidc/*", json!({ "kind": "status", "status": 500 })),
        ("/issuer/*", json!({ "kind": "rubbish", "status": 200 })),
        ("/sigstore/rekor/*", json!({ "kind": "huge", "status": 200, "bytes": 100_000_000 })),
    ];
    thread::scope(|scope| {
        for (path, mut case) in always {
            case["path"] = path.into();
            scope.spawn(move || finishes(&case));
        }
    });
}
