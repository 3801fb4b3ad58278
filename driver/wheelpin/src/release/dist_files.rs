use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use wheelpin_release::journal::FileHash;

/// Which files of a release are not in a directory as they were built.
pub(crate) fn missing(directory: &Path, files: &[FileHash]) -> Vec<String> {
    let is_there = |file: &&FileHash| {
        let path = directory.join(&file.file);
        // What is no file may never end.
        path.is_file() && sha256(&path).is_ok_and(|is| is == file.sha256)
    };
    files.iter().filter(|file| !is_there(file)).map(|file| file.file.clone()).collect()
}

/// Whether a file is a wheel by its name.
pub(crate) fn is_wheel(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "whl")
}

/// The SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
