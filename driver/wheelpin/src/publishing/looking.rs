use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use wheelpin_publish::preflight::{Findings, Verdict};
use wheelpin_publish::{PlannedFile, Point, Preflight};
use wheelpin_release::journal::FileHash;

use super::{Publisher, points};
use crate::error::Error;

/// Bytes per second of a slow line.
const SLOW: u64 = 1 << 20;

/// How long sending takes, at what a machine of a CI system has at the least.
fn sending_takes(files: &[PlannedFile]) -> Duration {
    let bytes: u64 = files.iter().filter_map(|file| file.size).sum();
    Duration::from_secs(bytes / SLOW)
}

impl Publisher {
    /// What can be known before anything is sent; `files` as far as they are known.
    pub(crate) async fn points(
        &self,
        name: &str,
        version: &str,
        files: &[PlannedFile],
        findings: Option<Findings>,
        mint: bool,
    ) -> Vec<Point> {
        let preflight = Preflight {
            http: &self.http,
            index: &self.index,
            project: name,
            version,
            files,
            findings,
            credentials: &self.credentials,
            mint,
            estimate: mint.then(|| sending_takes(files)),
            now: Timestamp::now(),
        };
        preflight.points().await
    }

    /// The same, of files in a directory, as one line; what is refused is an error.
    pub(crate) async fn preflight(
        &self,
        name: &str,
        version: &str,
        directory: &Path,
        files: &[FileHash],
    ) -> Result<String, Error> {
        let planned: Vec<PlannedFile> = files
            .iter()
            .map(|file| PlannedFile {
                file_name: file.file.clone(),
                size: directory.join(&file.file).metadata().ok().map(|it| it.len()),
                sha256: Some(file.sha256.clone()),
            })
            .collect();
        let mint = !files.is_empty();
        let seen = self.points(name, version, &planned, None, mint).await;
        if !points::refused(&seen).is_empty() {
            return Err(self.refusal(&seen));
        }
        if let Some(error) = points::unreachable(&seen) {
            return Err(error.clone().into());
        }
        let open = seen.iter().filter(|point| point.verdict != Verdict::Ok);
        let open: Vec<String> =
            open.filter(|point| point.name != "findings").map(|it| it.text.clone()).collect();
        let title = &self.index.title;
        if open.is_empty() {
            Ok(format!("{title} would take it"))
        } else {
            Ok(format!("{title}: {}", open.join("; ")))
        }
    }

    /// What a preflight that refuses comes to.
    pub(crate) fn refusal(&self, seen: &[Point]) -> Error {
        let refused = points::refused(seen);
        Error::Preflight {
            index: self.index.title.clone(),
            exit_code: points::exit_code(&refused),
            source: points::text(seen).trim_end().to_owned().into(),
            help: points::help(&refused),
        }
    }
}
