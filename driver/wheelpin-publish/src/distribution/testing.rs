use std::path::PathBuf;

use super::{Distribution, DistributionKind};

/// A file by its name alone, which is not there.
pub(crate) fn distribution(file_name: &str, size: u64) -> Distribution {
    let mut parts = file_name.trim_end_matches(".tar.gz").split('-').map(str::to_owned);
    let is_sdist = file_name.ends_with(".tar.gz");
    Distribution {
        path: PathBuf::from("/nowhere").join(file_name),
        file_name: file_name.into(),
        kind: if is_sdist { DistributionKind::Sdist } else { DistributionKind::Wheel },
        project: parts.next().unwrap_or_default(),
        version: parts.next().unwrap_or_default(),
        size,
        sha256: "0".repeat(64),
        blake2b: "1".repeat(64),
        metadata: Vec::new(),
        python: "py3".into(),
    }
}
