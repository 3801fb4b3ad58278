use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wheelpin_publish::{Anybody, Error, Index, Outcome, UploadSettings};

use crate::sending::{large, release, run, run_with, settings};
use crate::server::{client, serve_tls};
use crate::warehouse::{Fault, Warehouse};

#[tokio::test]
async fn what_passes_is_tried_again() {
    let directory = tempfile::tempdir().unwrap();
    let faults = [408, 500, 502, 503, 504].map(Fault::status);
    let warehouse = Warehouse::erring(faults);
    let ran = run(&warehouse.index().await, &release(&directory, 0)).await;
    assert_eq!(ran.result.as_ref().unwrap(), &[Outcome::Uploaded]);
    assert_eq!(warehouse.uploads().len(), 6);
    assert_eq!(ran.waits()[0].1, "it answers 408 what the index says");
    // After each of them the file might have been there.
    assert_eq!(warehouse.0.lock().unwrap().asked, 5);
}

#[tokio::test]
async fn attempts_end() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::erring(vec![Fault::status(503); 20]);
    let error = run(&warehouse.index().await, &release(&directory, 0)).await.error();
    let Error::GaveUp { attempts: 6, reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, "it answers 503 what the index says");
    assert_eq!(warehouse.uploads().len(), 6);
}

#[tokio::test]
async fn an_index_says_how_long_to_wait() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 0);
    let asking = |status, value: &str| {
        Fault::Answer(status, vec![("retry-after", value.to_owned())], String::new())
    };
    let warehouse = Warehouse::erring([asking(503, "1"), asking(429, "0")]);
    let ran = run(&warehouse.index().await, &files).await;
    assert_eq!(ran.result.as_ref().unwrap(), &[Outcome::Uploaded]);
    assert_eq!(ran.waits()[0].0, Duration::from_secs(1));
    // Of what was turned away nothing can be there.
    assert_eq!(warehouse.0.lock().unwrap().asked, 1);

    let warehouse = Warehouse::erring([asking(429, "3600")]);
    let error = run(&warehouse.index().await, &files).await.error();
    let Error::GaveUp { attempts: 1, reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, "it answers 429, and asks to wait 3600 s");
}

#[tokio::test]
async fn a_file_that_was_taken_although_the_answer_failed_is_not_sent_again() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 0);
    let warehouse = Warehouse::erring([Fault::TakenBut(502)]);
    let ran = run(&warehouse.index().await, &files).await;
    assert_eq!(ran.result.unwrap(), [Outcome::Uploaded]);
    assert_eq!(warehouse.uploads().len(), 1);
    // Where the index cannot be asked, it is, and the index may say that it is there.
    let warehouse = Warehouse::erring([Fault::TakenBut(502)]);
    let mut index = warehouse.index().await;
    index.simple = None;
    let ran = run(&index, &files).await;
    assert_eq!(ran.result.unwrap(), [Outcome::Uploaded]);
    assert_eq!(warehouse.uploads().len(), 2);
}

#[tokio::test]
async fn answers_without_end_are_not_read_to_the_end() {
    let directory = tempfile::tempdir().unwrap();
    let files = release(&directory, 0);
    let warehouse = Warehouse::erring([Fault::Endless(400)]);
    let error = run(&warehouse.index().await, &files).await.error();
    let Error::Refused { message, .. } = error else { panic!("{error}") };
    assert!(message.len() < 3000 && message.starts_with("rubbish rubbish"));
    let warehouse = Warehouse::erring([Fault::Endless(200)]);
    let ran = run(&warehouse.index().await, &files).await;
    assert_eq!(ran.result.unwrap(), [Outcome::Uploaded]);
}

#[tokio::test]
async fn a_silent_index_is_given_up() {
    let directory = tempfile::tempdir().unwrap();
    let warehouse = Warehouse::erring([Fault::Silence, Fault::Silence]);
    let index = warehouse.index().await;
    let settings = UploadSettings { attempts: 2, answer: Duration::from_millis(300), ..settings() };
    let began = Instant::now();
    let files = release(&directory, 0);
    let ran = run_with(&client(), &index, &Anybody, &settings, &files, &BTreeMap::new()).await;
    let error = ran.error();
    let Error::GaveUp { attempts: 2, reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, "nothing went on for 1 s");
    assert!(began.elapsed() < Duration::from_secs(20));
}

/// Reads `most` bytes of every connection, then does as `end` says; at the `good`th connection
/// and later it takes all and answers 200.
async fn breaking(most: Vec<usize>, end: End) -> Index {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut most = most.into_iter();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let most = most.next();
            tokio::spawn(async move {
                let mut left = most.unwrap_or(usize::MAX);
                let mut seen = Vec::new();
                let mut buffer = vec![0; 16 << 10];
                while left > 0 {
                    let length = stream.read(&mut buffer[..left.min(16 << 10)]).await.unwrap_or(0);
                    seen.extend_from_slice(&buffer[..length]);
                    left -= length;
                    // The last boundary ends in two hyphens.
                    if length == 0 || seen.ends_with(b"--\r\n") {
                        break;
                    }
                }
                match (left, end) {
                    (0, End::Reset) => {
                        // What was not read makes of the end a reset.
                        drop(stream);
                    }
                    (0, End::Stall) => std::future::pending().await,
                    _ => {
                        let answer = b"HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n";
                        stream.write_all(answer).await.unwrap();
                    }
                }
            });
        }
    });
    Index::parse(&format!("http://{address}/")).unwrap()
}

#[derive(Clone, Copy)]
enum End {
    Reset,
    Stall,
}

#[tokio::test]
async fn a_connection_that_breaks_anywhere_is_made_again() {
    let directory = tempfile::tempdir().unwrap();
    let files = [large(&directory, 2)];
    let size = usize::try_from(files[0].distribution.size).unwrap();
    let places = vec![size / 10, size / 2, size / 100 * 99, 0];
    let index = breaking(places, End::Reset).await;
    let ran = run(&index, &files).await;
    assert_eq!(ran.result.as_ref().unwrap(), &[Outcome::Uploaded]);
    assert_eq!(ran.waits().len(), 4);
    let index = breaking(vec![size / 2; 10], End::Reset).await;
    let error = run(&index, &files).await.error();
    assert!(matches!(error, Error::GaveUp { attempts: 6, .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_takes_nothing_more_is_given_up() {
    let directory = tempfile::tempdir().unwrap();
    // More than fits into the buffers of the system.
    let files = [large(&directory, 10)];
    let index = breaking(vec![1 << 20], End::Stall).await;
    let settings = UploadSettings { stall: Duration::from_millis(400), ..settings() };
    let ran = run_with(&client(), &index, &Anybody, &settings, &files, &BTreeMap::new()).await;
    assert_eq!(ran.result.as_ref().unwrap(), &[Outcome::Uploaded]);
    assert_eq!(ran.waits()[0].1, "nothing went on for 1 s");
}

#[tokio::test]
async fn nobody_who_listens_is_given_up_after_the_attempts() {
    let directory = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let index = Index::parse(&format!("http://{address}/")).unwrap();
    let error = run(&index, &release(&directory, 0)).await.error();
    let Error::GaveUp { attempts: 6, reason, .. } = error else { panic!("{error}") };
    assert!(reason.contains("refused"), "{reason}");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_no_reason_to_try_again() {
    let directory = tempfile::tempdir().unwrap();
    let (url, _) = serve_tls(Warehouse::default().router()).await;
    let index = Index::parse(url.as_str()).unwrap();
    let ran = run(&index, &release(&directory, 0)).await;
    assert!(ran.waits().is_empty());
    assert!(matches!(ran.error(), Error::Request { .. }));
}

#[tokio::test]
async fn an_answer_that_comes_before_the_file_is_sent_is_heard() {
    let directory = tempfile::tempdir().unwrap();
    let files = [large(&directory, 2)];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 16 << 10];
            let _ = stream.read(&mut buffer).await;
            let answer = b"HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlong";
            stream.write_all(answer).await.unwrap();
            // As servers do: what is still coming is read for a while, so that the answer is not lost.
            while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
        }
    });
    let index = Index::parse(&format!("http://{address}/")).unwrap();
    let error = run(&index, &files).await.error();
    assert!(matches!(&error, Error::Refused { status: 413, .. }), "{error}");
}
