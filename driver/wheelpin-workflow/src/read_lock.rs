use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;
use crate::lock::{LOCK, Lock};

/// The largest lock that is read, in bytes.
const LARGEST: u64 = 8 << 20;

/// The lock of the repository at `root`, and its text; none where there is none.
///
/// # Errors
///
/// [`Error::Read`], and [`Error::Lock`] with what is wrong with it.
pub fn read_lock(root: &Path) -> Result<Option<(Lock, String)>, Error> {
    let path = root.join(LOCK);
    let mut text = String::new();
    let read =
        fs::File::open(&path).and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text));
    match read {
        Ok(length) if length as u64 > LARGEST => {
            return Err(Error::Lock { path, reason: "it is larger than 8 MiB".into() });
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(Error::Lock { path, reason: "it is no UTF-8".into() });
        }
        Err(source) => return Err(Error::Read { path, source }),
    }
    match Lock::parse(&text) {
        Ok(lock) => Ok(Some((lock, text))),
        Err(reason) => Err(Error::Lock { path, reason }),
    }
}
