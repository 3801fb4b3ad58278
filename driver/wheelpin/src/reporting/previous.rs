use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use pep440_rs::Version;
use wheelpin_dist::Manifest;
use wheelpin_publish::IndexFile;
use wheelpin_report::Previous;

use crate::publishing::Publisher;

/// Sizes as an earlier manifest has them: a file, or a directory with one. That there is none is told
/// in the report.
pub(crate) fn of_path(path: &Path) -> Previous {
    let read = if path.is_dir() { Manifest::read(path) } else { Manifest::read_file(path) };
    match read {
        Ok(Some(manifest)) => Previous::Known {
            version: manifest.version,
            from: "its manifest".into(),
            sizes: manifest.files.into_iter().map(|file| (file.file, file.size)).collect(),
        },
        Ok(None) => Previous::Unknown("there is no manifest where --previous says".into()),
        Err(_) => Previous::Unknown("what --previous names is no manifest".into()),
    }
}

/// Sizes as an index has them of the version before. That it cannot be asked is told in the report.
pub(crate) async fn of_index(
    publisher: &Publisher,
    project: &str,
    previous: Option<&str>,
) -> Previous {
    let unknown = |reason: &str| Previous::Unknown(reason.into());
    let Some(previous) = previous else { return unknown("there is no release before it") };
    let (title, files) = match publisher.files(project).await {
        Ok(Some(found)) => found,
        Ok(None) => return unknown("the index is not known to list files"),
        Err(_) => return unknown("the index did not tell"),
    };
    // The journal has it in Cargo's form: 1.0.0-rc.1 is 1.0rc1 (PEP 440, "Pre-release spelling").
    let Ok(wanted) = Version::from_str(previous) else {
        return unknown("the version before has no form of Python's");
    };
    let is_it = |file: &IndexFile| {
        let version = file.version().and_then(|version| Version::from_str(&version).ok());
        version.is_some_and(|version| version == wanted)
    };
    let of_it: Vec<_> = files.into_iter().filter(is_it).collect();
    if of_it.is_empty() {
        return Previous::Unknown(format!("{title} does not have {previous}"));
    }
    let sizes: BTreeMap<String, u64> =
        of_it.into_iter().filter_map(|file| Some((file.file_name, file.size?))).collect();
    if sizes.is_empty() {
        return Previous::Unknown(format!("{title} does not tell them"));
    }
    Previous::Known { version: wanted.to_string(), from: title, sizes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_manifest_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let told = |path: &Path| match of_path(path) {
            Previous::Unknown(reason) => reason,
            Previous::Known { .. } => String::new(),
        };
        assert_eq!(told(directory.path()), "there is no manifest where --previous says");
        let file = directory.path().join("a.json");
        std::fs::write(&file, "{}").unwrap();
        assert_eq!(told(&file), "what --previous names is no manifest");
    }
}
