use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use pep440_rs::Version;
use wheelpin_publish::{Http, HttpSettings, Index, IndexFile, download, project};

use crate::error::Error;

/// Bytes of one file of an index: PyPI takes 100 MB without asking, and some 1 GB after asking.
const LARGEST: u64 = 1 << 30;

/// Bytes that an sdist may hold.
const UNPACKED: u64 = 4 << 30;

/// What an index has of one version.
pub(crate) struct Served {
    pub(crate) http: Http,
    pub(crate) index: Index,
    /// Its wheels and sdists.
    pub(crate) files: Vec<IndexFile>,
}

impl Served {
    /// The bytes of a file, as long as they are those that the index lists.
    pub(crate) async fn get(&self, file: &IndexFile) -> Result<Vec<u8>, Error> {
        Ok(download(&self.http, &self.index, file, LARGEST).await?)
    }

    /// The source distribution.
    pub(crate) fn sdist(&self) -> Option<&IndexFile> {
        self.files.iter().find(|file| file.file_name.ends_with(".tar.gz"))
    }
}

/// Asks an index for the files of a version.
pub(crate) async fn served(
    index: &str,
    simple: Option<&str>,
    name: &str,
    version: &str,
) -> Result<Served, Error> {
    let mut index = Index::parse(index)?;
    if let Some(simple) = simple {
        index = index.with_simple(simple)?;
    }
    let http = Http::new(&HttpSettings::default())?;
    let found = project(&http, &index, name).await?;
    let no_release = || Error::NoRelease {
        index: index.title.clone(),
        name: name.into(),
        version: version.into(),
    };
    let mut files = found.ok_or_else(no_release)?.files;
    files.retain(|file| file.version().is_some_and(|other| is_same(&other, version)));
    if files.is_empty() {
        return Err(no_release());
    }
    Ok(Served { http, index, files })
}

/// Whether two versions are the same (PEP 440): `1.0` and `1.0.0` are.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    match (one.parse::<Version>(), other.parse::<Version>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Unpacks an sdist; gives the directory of the project in it.
pub(crate) fn unpack_sdist(bytes: &[u8], into: &Path) -> Result<PathBuf, Error> {
    let wrong = |source| Error::Sdist { source };
    let text = std::io::Read::take(GzDecoder::new(bytes), UNPACKED);
    let mut archive = tar::Archive::new(text);
    archive.set_preserve_mtime(false);
    for entry in archive.entries().map_err(wrong)? {
        let mut entry = entry.map_err(wrong)?;
        if entry.header().entry_type().is_gnu_sparse() {
            return Err(wrong(std::io::Error::other("a file in it is sparse")));
        }
        // Paths out of the directory are passed over by it.
        entry.unpack_in(into).map_err(wrong)?;
    }
    let mut inside = std::fs::read_dir(into).map_err(wrong)?.filter_map(Result::ok);
    match (inside.next(), inside.next()) {
        (Some(top), None) if top.path().join("pyproject.toml").is_file() => Ok(top.path()),
        _ => Err(wrong(std::io::Error::other("there is no pyproject.toml in one directory"))),
    }
}
