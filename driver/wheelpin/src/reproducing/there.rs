use std::fs;
use std::path::{Path, PathBuf};

use wheelpin_publish::IndexFile;

use crate::commands::check::distributions;
use crate::error::Error;
use crate::reproducing::{Served, Side, read};

/// Files to compare with.
pub(crate) enum There {
    /// On this machine: what was named, and the files' names and places.
    Files { path: PathBuf, files: Vec<(String, PathBuf)> },
    /// On an index.
    Served(Box<Served>),
}

impl There {
    /// A file, or the wheels and sdists of a directory.
    pub(crate) fn of_path(path: &Path) -> Result<Self, Error> {
        let named = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, path)
        };
        fs::metadata(path).map_err(|source| Error::NotRead { path: path.into(), source })?;
        let files: Vec<_> = distributions(path)?.into_iter().map(named).collect();
        let is_known = |name: &str| name.ends_with(".whl") || name.ends_with(".tar.gz");
        if !files.iter().all(|(name, _)| is_known(name)) {
            return Err(Error::NoDistribution { path: path.into() });
        }
        Ok(Self::Files { path: path.into(), files })
    }

    /// What people call them together.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Files { path, .. } => path.display().to_string(),
            Self::Served(served) => served.index.title.clone(),
        }
    }

    /// What they are called.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Files { files, .. } => files.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Served(served) => {
                served.files.iter().map(|file| file.file_name.as_str()).collect()
            }
        }
    }

    /// The bytes of one, by its place.
    pub(crate) async fn bytes(&self, at: usize) -> Result<Vec<u8>, Error> {
        match self {
            Self::Files { files, .. } => read(&files[at].1),
            Self::Served(served) => served.get(&served.files[at]).await,
        }
    }

    /// What is known of one without its bytes, by its place.
    pub(crate) fn side(&self, at: usize) -> Result<Side, Error> {
        match self {
            Self::Files { files, .. } => Ok(Side::new(&files[at].0, &read(&files[at].1)?)),
            Self::Served(served) => {
                let IndexFile { file_name, sha256, size, .. } = served.files[at].clone();
                Ok(Side { file: file_name, sha256, size })
            }
        }
    }
}
