use jiff::SignedDuration;
use pep440_rs::Version;

use super::{Refusal, Verdict};
use crate::app::App;
use crate::store::{Release, StoredFile};

/// Whether the release was there when it was looked up, and since when.
pub(super) struct Found {
    created: Option<jiff::Timestamp>,
}

/// What is kept of an upload.
pub(super) struct New {
    pub(super) project: String,
    pub(super) version: Version,
    pub(super) fields: Vec<(String, String)>,
    pub(super) file: StoredFile,
}

/// Looks a release up.
pub(super) fn find(app: &App, project: &str, version: &Version) -> Found {
    let store = app.store();
    let release = store.project(project).and_then(|project| project.release(version));
    Found { created: release.map(|release| release.created) }
}

/// Files are added to a release within 14 days (warehouse,
/// `MAXIMUM_AGE_FOR_NEW_UPLOADS_DAYS`, since 2026-07-08).
pub(super) fn age(app: &App, found: &Found) -> Verdict<()> {
    let days = app.settings.limits.days;
    let limit = SignedDuration::from_hours(24 * i64::from(days));
    let now = app.clock.now();
    if found.created.is_some_and(|created| now.duration_since(created) > limit) {
        return Err(Refusal::bad(format!(
            "Uploading new files to releases older than {days} days is not allowed."
        )));
    }
    Ok(())
}

/// Takes the file in. Of two uploads that each found no release, the later breaks a constraint
/// of PyPI's database as it makes the release too; the rehearsal index answers it as it is told
/// to. So does one of two uploads of the same file name.
pub(super) fn store(app: &App, found: Found, new: New) -> Verdict<()> {
    let mut store = app.store();
    let project = store.create(&new.project);
    project.name.clone_from(&new.project);
    let is_there = project.release(&new.version).is_some();
    if let (true, None, Some(status)) = (is_there, found.created, app.settings.race) {
        let message = "The release was made by another upload at the same time. Try again.";
        return Err(Refusal::new(status, message));
    }
    if !is_there {
        let (number, fields) = (new.version.clone(), new.fields);
        let created = app.clock.now();
        project.releases.push(Release { number, created, fields, files: Vec::new() });
    }
    let version = project.release(&new.version).map(Release::version).unwrap_or_default();
    if store.file(&new.file.name).is_some() {
        let message = "The file was uploaded by another upload at the same time. Try again.";
        return Err(Refusal::new(app.settings.race.unwrap_or(500), message));
    }
    store.add_file(&new.project, &version, new.file);
    Ok(())
}
