use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::attestation::LARGEST;
use crate::{Attestation, Error, Kind};

/// Where an attestation of a file is kept: beside it, where twine and uv look for it.
///
/// ```
/// use std::path::Path;
/// use wheelpin_attest::{Kind, path_of};
///
/// let path = path_of(Path::new("dist/sample-1.0.tar.gz"), Kind::Provenance);
/// assert_eq!(path, Path::new("dist/sample-1.0.tar.gz.slsa.attestation"));
/// ```
#[must_use]
pub fn path_of(file: &Path, kind: Kind) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(kind.suffix());
    name.into()
}

/// Writes an attestation beside its file, at once or not at all.
///
/// # Errors
///
/// [`Error::Write`]; [`Error::Malformed`] if it is of no kind.
pub fn write(file: &Path, attestation: &Attestation) -> Result<PathBuf, Error> {
    let path = path_of(file, attestation.statement()?.kind());
    let json = attestation.to_json()?;
    let failed = |source| Error::Write { path: path.clone(), source };
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut whole = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
    whole.write_all(json.as_bytes()).map_err(failed)?;
    whole.persist(&path).map_err(|error| failed(error.error))?;
    Ok(path)
}

/// Reads the attestations beside a file, in the order of [`Kind::ALL`]; none where there is
/// none. Whether to believe them is another question: [`crate::verify`].
///
/// # Errors
///
/// [`Error::Read`]; [`Error::Malformed`] if one is none, too large, or of another kind than its
/// name says.
pub fn read(file: &Path) -> Result<Vec<Attestation>, Error> {
    let mut attestations = Vec::new();
    for kind in Kind::ALL {
        let path = path_of(file, kind);
        let failed = |source| Error::Read { path: path.clone(), source };
        let opened = match std::fs::File::open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(failed(error)),
        };
        let mut json = Vec::new();
        opened.take(LARGEST as u64 + 1).read_to_end(&mut json).map_err(failed)?;
        let attestation = Attestation::from_json(&json)?;
        if attestation.statement()?.kind() != kind {
            let reason = format!("{} holds one of another kind", path.display());
            return Err(Error::Malformed { reason });
        }
        attestations.push(attestation);
    }
    Ok(attestations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_attestations_has_none() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(read(&directory.path().join("a.whl")).unwrap(), []);
    }

    #[test]
    fn rubbish_beside_a_file_is_malformed() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.whl");
        for rubbish in [Vec::new(), b"{}".to_vec(), vec![b' '; LARGEST + 9]] {
            std::fs::write(path_of(&file, Kind::Publish), rubbish).unwrap();
            assert!(matches!(read(&file), Err(Error::Malformed { .. })));
        }
    }
}
