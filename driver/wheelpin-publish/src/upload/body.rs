use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, Stream};
use reqwest::Body;
use reqwest::multipart::{Form, Part};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::progress::Progress;
use crate::distribution::{Distribution, hex};

/// Bytes that are read and sent at a time.
const CHUNK: u64 = 64 << 10;

/// The form of the legacy upload API with a file that is read while it is sent. `taken` is
/// called with how many bytes of the file were taken.
///
/// # Errors
///
/// What the system says of opening the file.
pub(super) async fn form(
    distribution: &Distribution,
    attestations: Option<&str>,
    progress: Arc<Progress>,
    taken: impl Fn(u64) + Send + Sync + 'static,
) -> io::Result<Form> {
    let file = File::open(&distribution.path).await?;
    let mut form = Form::new().percent_encode_noop();
    for (name, value) in distribution.form() {
        form = form.text(name, value.to_owned());
    }
    if let Some(attestations) = attestations {
        form = form.text("attestations", attestations.to_owned());
    }
    let sent = Sent {
        file,
        left: distribution.size,
        sha256: Sha256::new(),
        expected: distribution.sha256.clone(),
        progress,
        is_done: distribution.size == 0,
    };
    let body = Body::wrap_stream(stream_of(sent, taken));
    let part = Part::stream_with_length(body, distribution.size)
        .file_name(distribution.file_name.clone())
        .mime_str("application/octet-stream")
        .map_err(io::Error::other)?;
    Ok(form.part("content", part))
}

/// A file as it is sent.
struct Sent {
    file: File,
    /// Bytes that are to come.
    left: u64,
    sha256: Sha256,
    /// What its SHA-256 has to be.
    expected: String,
    progress: Arc<Progress>,
    is_done: bool,
}

fn stream_of(
    sent: Sent,
    taken: impl Fn(u64) + Send + Sync + 'static,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let taken = Arc::new(taken);
    stream::try_unfold(sent, move |mut sent| {
        let taken = Arc::clone(&taken);
        async move {
            if sent.is_done {
                sent.progress.set_whole();
                return Ok(None);
            }
            let chunk = sent.next().await?;
            taken(sent.progress.add(chunk.len() as u64));
            Ok(Some((chunk, sent)))
        }
    })
}

impl Sent {
    /// The next bytes. The last are given only once all are known to be those that were read
    /// before: of a file that was changed meanwhile no whole request comes about.
    async fn next(&mut self) -> io::Result<Bytes> {
        let mut chunk = BytesMut::with_capacity(usize::try_from(CHUNK).unwrap_or_default());
        while (chunk.len() as u64) < CHUNK.min(self.left) {
            let most = CHUNK.min(self.left) - chunk.len() as u64;
            if (&mut self.file).take(most).read_buf(&mut chunk).await? == 0 {
                return Err(self.changed());
            }
        }
        self.sha256.update(&chunk);
        self.left -= chunk.len() as u64;
        if self.left == 0 {
            let is_longer = self.file.read(&mut [0]).await? > 0;
            let sha256 = hex(&std::mem::take(&mut self.sha256).finalize());
            if is_longer || sha256 != self.expected {
                return Err(self.changed());
            }
            self.is_done = true;
        }
        Ok(chunk.freeze())
    }

    fn changed(&self) -> io::Error {
        self.progress.set_changed();
        io::Error::other("the file was changed")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use futures_util::TryStreamExt;

    use super::*;
    use crate::distribution::testing::distribution;

    /// What is sent of a file of `size` bytes as it was, that has `bytes` now.
    async fn sent(was: &[u8], now: &[u8]) -> (io::Result<Vec<u8>>, Vec<u64>, bool) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        std::fs::write(&path, now).unwrap();
        let expected = hex(&Sha256::digest(was));
        let progress = Arc::new(Progress::new());
        let steps = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&steps);
        let sent = Sent {
            file: File::open(&path).await.unwrap(),
            left: was.len() as u64,
            sha256: Sha256::new(),
            expected,
            progress: Arc::clone(&progress),
            is_done: was.is_empty(),
        };
        let stream = stream_of(sent, move |bytes| seen.lock().unwrap().push(bytes));
        let chunks: io::Result<Vec<Bytes>> = stream.try_collect().await;
        let steps = steps.lock().unwrap().clone();
        (chunks.map(|chunks| chunks.concat()), steps, progress.is_changed())
    }

    #[tokio::test]
    async fn a_file_is_sent_in_pieces_that_are_counted() {
        let bytes: Vec<u8> = (0..=255).cycle().take(150_000).collect();
        let (result, steps, is_changed) = sent(&bytes, &bytes).await;
        assert_eq!(result.unwrap(), bytes);
        assert_eq!((steps, is_changed), (vec![65_536, 131_072, 150_000], false));
    }

    #[tokio::test]
    async fn no_whole_request_comes_of_a_file_that_was_changed() {
        for now in [&b"text"[..], b"text longer", b"other", b""] {
            let (result, _, is_changed) = sent(b"texts", now).await;
            assert!(result.is_err() && is_changed, "{now:?}");
        }
    }

    #[tokio::test]
    async fn a_file_that_is_gone_is_an_error() {
        let file = distribution("a-1.tar.gz", 1);
        let form = form(&file, None, Arc::new(Progress::new()), |_| ()).await;
        assert_eq!(form.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
