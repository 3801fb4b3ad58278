use std::time::Duration;

use tempfile::TempDir;
use wheelpin_publish::{Distribution, Expected, Index, ReadBackSettings, Seen, Verdict, read_back};
use wheelpin_testing::WheelBuilder;

use crate::server::{client, raw};
use crate::warehouse::Warehouse;

fn wheel(directory: &TempDir) -> Distribution {
    let wheel = WheelBuilder::new("py3-none-any");
    let path = directory.path().join(wheel.file_name());
    std::fs::write(&path, wheel.bytes()).unwrap();
    Distribution::read(&path).unwrap()
}

async fn ask(index: &Index, file: &Distribution, is_attested: bool) -> (Seen, usize) {
    let settings =
        ReadBackSettings { patience: Duration::from_millis(200), wait: Duration::from_millis(20) };
    let expected = [Expected { distribution: file, is_attested }];
    let mut waits = 0;
    let mut seen = read_back(&client(), index, &expected, &settings, |_| waits += 1).await;
    (seen.remove(0), waits)
}

#[tokio::test]
async fn a_file_may_take_its_time_to_appear() {
    let directory = tempfile::tempdir().unwrap();
    let file = wheel(&directory);
    let warehouse = Warehouse::default();
    warehouse.has(&file.file_name, &file.sha256);
    warehouse.0.lock().unwrap().cached = 2;
    let (seen, waits) = ask(&warehouse.index().await, &file, false).await;
    assert_eq!((seen.file, seen.attestations, waits), (Verdict::Verified, None, 2));
}

#[tokio::test]
async fn what_stays_away_or_has_another_hash_is_wrong() {
    let directory = tempfile::tempdir().unwrap();
    let file = wheel(&directory);
    let warehouse = Warehouse::default();
    let index = warehouse.index().await;
    let (seen, waits) = ask(&index, &file, false).await;
    assert_eq!(seen.file, Verdict::Wrong("the index has no such project".into()));
    assert!(seen.is_wrong() && waits > 2);
    warehouse.has("other-1.0.tar.gz", &file.sha256);
    let (seen, _) = ask(&index, &file, false).await;
    assert_eq!(seen.file, Verdict::Wrong("the index does not list it".into()));
    warehouse.has(&file.file_name, &"ab".repeat(32));
    let (seen, waits) = ask(&index, &file, false).await;
    assert!(matches!(&seen.file, Verdict::Wrong(why) if why.contains(&"ab".repeat(32))));
    assert_eq!(waits, 0);
}

#[tokio::test]
async fn attestations_are_asked_for_where_they_were_sent() {
    let directory = tempfile::tempdir().unwrap();
    let file = wheel(&directory);
    let warehouse = Warehouse::default();
    warehouse.has(&file.file_name, &file.sha256);
    let index = warehouse.index().await;
    let (seen, _) = ask(&index, &file, true).await;
    let why = "the index has no attestations of it";
    assert_eq!(seen.attestations, Some(Verdict::Wrong(why.into())));
    for (provenance, is_right) in [
        (r#"{"version": 1, "attestation_bundles": [{"attestations": [{}, {}]}]}"#, true),
        (r#"{"version": 1, "attestation_bundles": [{"attestations": []}]}"#, false),
    ] {
        warehouse.attests(&file.file_name, provenance);
        let (seen, _) = ask(&index, &file, true).await;
        assert_eq!(seen.file, Verdict::Verified);
        assert_eq!(seen.is_wrong(), !is_right);
        assert_eq!(seen.attestations == Some(Verdict::Verified), is_right);
    }
}

#[tokio::test]
async fn what_an_index_does_not_tell_is_unknown_and_not_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let file = wheel(&directory);
    let warehouse = Warehouse::default();
    warehouse.has(&file.file_name, &file.sha256);
    let mut index = warehouse.index().await;
    index.integrity = None;
    let (seen, waits) = ask(&index, &file, true).await;
    assert_eq!((seen.file.clone(), waits), (Verdict::Verified, 0));
    assert!(
        matches!(&seen.attestations, Some(Verdict::Unknown(why)) if why.contains("does not tell"))
    );
    assert!(!seen.is_wrong());
    index.simple = None;
    let (seen, waits) = ask(&index, &file, false).await;
    assert!(matches!(&seen.file, Verdict::Unknown(why) if why.contains("simple API")));
    assert_eq!(waits, 0);
}

#[tokio::test]
async fn an_index_that_answers_rubbish_is_unknown() {
    let directory = tempfile::tempdir().unwrap();
    let file = wheel(&directory);
    let url =
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi").await;
    let mut index = Index::parse(url.as_str()).unwrap();
    index.simple = Some(url.clone());
    index.integrity = Some(url);
    let (seen, waits) = ask(&index, &file, true).await;
    assert!(matches!(seen.file, Verdict::Unknown(_)));
    assert!(matches!(seen.attestations, Some(Verdict::Unknown(_))));
    assert_eq!(waits, 0);
}
