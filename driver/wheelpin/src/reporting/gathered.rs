use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use wheelpin_dist::{Manifest, PARTIAL, persist};
use wheelpin_report::{Previous, Release, Report};

use super::attestations::attestations;
use crate::error::Error;

/// All that a report is made of.
pub(crate) struct Gathered {
    manifest: Manifest,
    release: Option<Release>,
    previous: Previous,
    attestations: BTreeMap<String, BTreeSet<String>>,
    repository: Option<String>,
    remarks: Vec<String>,
}

impl Gathered {
    /// Of a directory and its manifest, with what is known beside.
    pub(crate) fn new(
        directory: &Path,
        manifest: Manifest,
        release: Option<Release>,
        previous: Previous,
        repository: Option<String>,
    ) -> Self {
        let attestations = attestations(directory, &manifest);
        Self { manifest, release, previous, attestations, repository, remarks: Vec::new() }
    }

    /// Something that it could not be made of, as a sentence.
    pub(crate) fn remark(&mut self, text: String) {
        self.remarks.push(text);
    }

    fn report(&self) -> Report<'_> {
        Report {
            manifest: &self.manifest,
            release: self.release.as_ref(),
            previous: &self.previous,
            attestations: &self.attestations,
            repository: self.repository.as_deref(),
            remarks: &self.remarks,
            wheelpin: env!("CARGO_PKG_VERSION"),
        }
    }

    /// As a page.
    pub(crate) fn html(&self) -> String {
        self.report().html()
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        self.report().markdown()
    }

    /// The name that the page has in a directory.
    pub(crate) fn file_name(&self) -> String {
        self.report().file_name()
    }
}

/// Writes a report, at once or not at all. What a link names is written, and the link stays; into a
/// device or a pipe the text goes as it is.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let not_written = |source| Error::ReportNotWritten { path: PathBuf::from(path), source };
    let target = path.canonicalize().unwrap_or_else(|_| path.into());
    let path = target.as_path();
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let open = std::fs::OpenOptions::new().write(true).open(path);
        return open.and_then(|mut device| device.write_all(text.as_bytes())).map_err(not_written);
    }
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let write = || -> io::Result<()> {
        std::fs::create_dir_all(directory)?;
        let mut file = NamedTempFile::with_prefix_in(PARTIAL, directory)?;
        file.write_all(text.as_bytes())?;
        persist(file, path)
    };
    write().map_err(not_written)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_stays_and_what_it_names_is_written() {
        let directory = tempfile::tempdir().unwrap();
        let (page, link) = (directory.path().join("page.html"), directory.path().join("link.html"));
        std::fs::write(&page, "old").unwrap();
        std::os::unix::fs::symlink(&page, &link).unwrap();
        write(&link, "new").unwrap();
        assert_eq!(std::fs::read_to_string(&page).unwrap(), "new");
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        use std::os::unix::fs::FileTypeExt;

        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(write(&path, "text").is_err());
        assert!(std::fs::metadata(&path).unwrap().file_type().is_socket());
    }
}
