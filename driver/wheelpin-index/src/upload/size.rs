use bytes::Bytes;

use super::content::Content;
use super::{Refusal, Verdict};
use crate::app::App;

/// The file is not larger than the index takes, nor is the project with it (warehouse,
/// `MAX_FILESIZE` and `MAX_PROJECT_SIZE`).
pub(super) fn check<'a>(app: &App, project: &str, content: &'a Content) -> Verdict<&'a Bytes> {
    let limits = &app.settings.limits;
    let Some(bytes) = &content.bytes else {
        return Err(Refusal::bad(format!(
            "File too large. Limit for project '{project}' is {} MB.",
            limits.file_bytes >> 20
        )));
    };
    let store = app.store();
    let size = store.project(project).map_or(0, crate::store::Project::size);
    if size + content.size > limits.project_bytes {
        return Err(Refusal::bad(format!(
            "Project size too large. Limit for project '{project}' total size is {} GB.",
            limits.project_bytes >> 30
        )));
    }
    Ok(bytes)
}

/// There is room for the file in the server's memory: no rule of PyPI's.
pub(super) fn room(app: &App, content: &Content) -> Verdict<()> {
    if app.store().size() + content.size > app.settings.limits.held_bytes {
        return Err(Refusal::new(507, "The rehearsal index holds as much as it may."));
    }
    Ok(())
}
