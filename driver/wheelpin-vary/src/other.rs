use std::process::Child;

use wheelpin_process::Call;

use crate::{Another, Error};

/// There is no way here.
///
/// # Errors
///
/// Always [`Error::Unsupported`].
pub fn trace(_child: Child, _another: &Another) -> Result<i32, Error> {
    Err(Error::Unsupported)
}

/// There is no way here: gives [`Error::Unsupported`].
#[must_use]
pub fn enter(_another: &Another, _call: &Call) -> Error {
    Error::Unsupported
}

/// Whether this process may become another user: it never can here.
#[must_use]
pub fn is_root() -> bool {
    false
}
