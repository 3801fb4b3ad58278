use pep440_rs::Version;

use super::form_rules::Checked;
use super::{Refusal, Verdict};
use crate::app::App;
use crate::store::{Digests, Kind};

/// Whether the very file is there: then nothing more is looked at, not even attestations. Other
/// bytes under its name are refused, and its bytes under another name (warehouse,
/// `_is_duplicate_file`).
pub(super) fn is_same(app: &App, file_name: &str, digests: &Digests) -> Verdict<bool> {
    let store = app.store();
    let by_bytes = store.by_blake2.get(&digests.blake2);
    let by_name = store.file(file_name);
    if by_name.is_some_and(|file| file.digests == *digests) {
        return Ok(true);
    }
    if by_name.is_none() && by_bytes.is_none() {
        return Ok(false);
    }
    // twine's --skip-existing looks for how it begins.
    Err(Refusal::bad(format!(
        "File already exists ('{file_name}', with blake2_256 hash '{}').",
        digests.blake2
    )))
}

/// A name is used once, also where its file was deleted.
pub(super) fn was_deleted(app: &App, file_name: &str) -> Verdict<()> {
    if app.store().names.contains(file_name) {
        return Err(Refusal::bad(
            "This filename was previously used by a file that has since been deleted. Use a \
             different version.",
        ));
    }
    Ok(())
}

/// A release has one sdist.
pub(super) fn second_sdist(app: &App, rules: &Checked, version: &Version) -> Verdict<()> {
    let store = app.store();
    let release = store.project(&rules.name).and_then(|project| project.release(version));
    let has_sdist =
        release.is_some_and(|release| release.files.iter().any(|file| file.kind == Kind::Sdist));
    if rules.kind == Kind::Sdist && has_sdist {
        return Err(Refusal::bad("Only one sdist may be uploaded per release."));
    }
    Ok(())
}
