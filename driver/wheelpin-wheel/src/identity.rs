use std::fs::File;
use std::path::Path;

use crate::Error;
use crate::wheel::read_wheel;
use crate::wheel_name::WheelName;

/// What a wheel is, and for whom, without a judgement.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Identity {
    /// The file name in its parts.
    pub name: WheelName,
    /// Requires-Python of its METADATA, as written.
    pub requires_python: Option<String>,
}

/// Reads what a wheel is. Takes as long as checking it: all of it is read.
///
/// # Errors
///
/// [`Error::Read`] if it cannot be read, [`Error::Kind`] if its name is not a wheel's.
pub fn read_identity(path: &Path) -> Result<Identity, Error> {
    let read = |source| Error::Read { path: path.into(), source };
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file = File::open(path).map_err(read)?;
    let wheel = read_wheel(&file_name, &mut file).map_err(read)?;
    let name = wheel.name.map_err(|_| Error::Kind { path: path.into() })?;
    let metadata = wheel.documents.metadata.as_ref();
    let requires_python = metadata.and_then(|it| it.one("requires-python")).map(Into::into);
    Ok(Identity { name, requires_python })
}
