use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use wheelpin_release::journal::Progress;

use crate::error::Error;

/// The variable that names the file of a job's outputs (GitHub Actions, "Setting an output
/// parameter").
const FILE: &str = "GITHUB_OUTPUT";

/// Tells the next job of a workflow where a release stands; nothing where there is no workflow.
/// Without a release there is nothing to release.
pub(crate) fn write(progress: Option<&Progress>) -> Result<(), Error> {
    let Some(path) = env::var_os(FILE).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(());
    };
    let text = text(progress);
    let mut options = OpenOptions::new();
    let written = options
        .append(true)
        .create(true)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| wheelpin_release::Error::Write { path, source }.into())
}

fn text(progress: Option<&Progress>) -> String {
    let Some(progress) = progress else { return "release=false\nreleased=false\n".into() };
    let release = &progress.release;
    let next = progress.next().map(|step| step.name()).unwrap_or_default();
    let fields = [
        ("release", "true"),
        ("released", if progress.is_complete { "true" } else { "false" }),
        ("version", release.version.as_str()),
        ("tag", release.tag.as_str()),
        ("commit", progress.commit.as_deref().unwrap_or_default()),
        ("next", if progress.is_complete { "" } else { next }),
    ];
    // Nothing of these has a line break: git takes none in names.
    fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}
