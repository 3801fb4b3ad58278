use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use blake2::Blake2b;
use blake2::digest::consts::U32;
use sha2::{Digest, Sha256};

/// What is known of a file's bytes after one reading.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Digests {
    /// Bytes.
    pub(super) size: u64,
    /// SHA-256, in lower-case hex.
    pub(super) sha256: String,
    /// BLAKE2b with 32 bytes, in lower-case hex.
    pub(super) blake2b: String,
}

/// Bytes that are read at a time.
const CHUNK: usize = 256 << 10;

/// Reads a file once.
///
/// # Errors
///
/// What the system says.
pub(super) fn digests(path: &Path) -> io::Result<Digests> {
    let mut file = File::open(path)?;
    let (mut sha256, mut blake2b) = (Sha256::new(), Blake2b::<U32>::new());
    let mut size = 0;
    let mut buffer = vec![0; CHUNK];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => {
                let chunk = buffer.get(..length).unwrap_or_default();
                sha256.update(chunk);
                blake2b.update(chunk);
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Digests { size, sha256: hex(&sha256.finalize()), blake2b: hex(&blake2b.finalize()) })
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4's example, and what Python's hashlib says of it.
    #[test]
    fn digests_are_those_that_others_compute() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        let digests = digests(&path).unwrap();
        assert_eq!(
            digests.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            digests.blake2b,
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
        );
        assert_eq!(digests.size, 3);
    }
}
