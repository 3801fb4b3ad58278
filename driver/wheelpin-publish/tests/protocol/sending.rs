//! Files to send, and sending them.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;
use wheelpin_publish::{
    Anybody, Authorization, Distribution, Error, Http, Index, Outcome, Upload, UploadEvent,
    UploadFile, UploadSettings,
};
use wheelpin_testing::{SdistBuilder, WheelBuilder};

use crate::server::client;

const TAGS: [&str; 4] =
    ["py3-none-any", "cp39-abi3-win32", "cp39-abi3-win_amd64", "cp39-abi3-win_arm64"];

pub fn settings() -> UploadSettings {
    UploadSettings {
        first_wait: Duration::from_millis(2),
        most_wait: Duration::from_secs(2),
        ..UploadSettings::default()
    }
}

pub fn read(path: &Path) -> UploadFile {
    UploadFile { distribution: Distribution::read(path).unwrap(), attestations: None }
}

/// Wheels and an sdist of one release.
pub fn release(directory: &TempDir, wheels: usize) -> Vec<UploadFile> {
    let mut files = vec![];
    let sdist = SdistBuilder::new();
    files.push((sdist.file_name(), sdist.bytes()));
    for tag in &TAGS[..wheels] {
        let wheel = WheelBuilder::new(tag);
        files.push((wheel.file_name(), wheel.bytes()));
    }
    files
        .into_iter()
        .map(|(name, bytes)| {
            let path = directory.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            read(&path)
        })
        .collect()
}

/// One wheel of some megabytes that do not compress.
pub fn large(directory: &TempDir, megabytes: usize) -> UploadFile {
    let mut state = 1_u32;
    let mut noise = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()
    };
    let bytes: Vec<u8> = (0..megabytes << 18).flat_map(|_| noise()).collect();
    let wheel = WheelBuilder::new("py3-none-any").with("sample/noise", bytes);
    let path = directory.path().join(wheel.file_name());
    std::fs::write(&path, wheel.bytes()).unwrap();
    read(&path)
}

pub struct Ran {
    pub result: Result<Vec<Outcome>, Error>,
    pub events: Vec<UploadEvent>,
}

impl Ran {
    /// Waits between attempts, and why.
    pub fn waits(&self) -> Vec<(Duration, &str)> {
        let events = self.events.iter();
        events
            .filter_map(|event| match event {
                UploadEvent::Waiting { wait, reason, .. } => Some((*wait, reason.as_str())),
                _ => None,
            })
            .collect()
    }

    pub fn error(self) -> Error {
        self.result.unwrap_err()
    }
}

pub async fn run_with(
    http: &Http,
    index: &Index,
    authorization: &impl Authorization,
    settings: &UploadSettings,
    files: &[UploadFile],
    present: &BTreeMap<String, String>,
) -> Ran {
    let mut events = Vec::new();
    let upload = Upload { http, index, authorization, settings };
    let result = upload.run(files, present, |event| events.push(event.clone())).await;
    Ran { result, events }
}

pub async fn run(index: &Index, files: &[UploadFile]) -> Ran {
    run_with(&client(), index, &Anybody, &settings(), files, &BTreeMap::new()).await
}
