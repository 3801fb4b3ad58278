use super::{Refusal, Verdict};
use crate::store::Kind;

/// No control characters and no directories (warehouse, `_validate_filename`).
pub(super) fn characters(file_name: &str) -> Verdict<()> {
    if file_name.bytes().any(|one| one < 32 || one == 127) {
        return Err(Refusal::bad(
            "Cannot upload a file with non-printable characters (ordinals 0-31) or the DEL \
             character (ordinal 127) in the name.",
        ));
    }
    if file_name.contains(['/', '\\']) {
        return Err(Refusal::bad("Cannot upload a file with '/' or '\\' in the name."));
    }
    Ok(())
}

/// What its name ends in fits what it is said to be (PEP 527). PyPI lets an sdist end in `.zip`
/// here and refuses it by its name later, as does this.
pub(super) fn extension(file_name: &str, kind: Kind) -> Verdict<()> {
    let lower = file_name.to_ascii_lowercase();
    let known = [".tar.gz", ".zip", ".whl"];
    let Some(length) =
        known.iter().find(|it| lower.ends_with(**it) && lower.len() > it.len()).map(|it| it.len())
    else {
        return Err(Refusal::bad("Invalid file extension: Use .tar.gz, .whl or .zip extension."));
    };
    let extension = &file_name[file_name.len() - length..];
    let is_allowed = match kind {
        Kind::Sdist => matches!(extension, ".zip" | ".tar.gz"),
        Kind::BdistWheel => extension == ".whl",
    };
    if is_allowed {
        return Ok(());
    }
    Err(Refusal::bad(format!(
        "Invalid file extension: Extension {extension} is invalid for filetype {}.",
        kind.name()
    )))
}
