use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use url::Url;
use wheelpin_release::journal::Progress;

use crate::error::Error;

/// The variable that names the file of a job's outputs (GitHub Actions, "Setting an output
/// parameter").
const FILE: &str = "GITHUB_OUTPUT";

/// Tells the next job of a workflow where a release stands; nothing where there is no workflow.
/// Without a release there is nothing to release. `simple` is where installers find it.
pub(crate) fn write(progress: Option<&Progress>, simple: Option<&Url>) -> Result<(), Error> {
    let Some(path) = env::var_os(FILE).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(());
    };
    let text = text(progress, simple);
    let mut options = OpenOptions::new();
    let written = options
        .append(true)
        .create(true)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| wheelpin_release::Error::Write { path, source }.into())
}

fn text(progress: Option<&Progress>, simple: Option<&Url>) -> String {
    let Some(progress) = progress else { return "release=false\nreleased=false\n".into() };
    let release = &progress.release;
    let next = progress.next().map(|step| step.name()).unwrap_or_default();
    let simple = simple.map(Url::as_str).unwrap_or_default();
    let fields = [
        ("release", "true"),
        ("released", if progress.is_complete { "true" } else { "false" }),
        ("project", release.project.as_str()),
        ("version", release.version.as_str()),
        ("python-version", release.python_version.as_str()),
        ("index", release.index.as_str()),
        ("simple", simple),
        ("tag", release.tag.as_str()),
        ("commit", progress.commit.as_deref().unwrap_or_default()),
        ("next", if progress.is_complete { "" } else { next }),
    ];
    // Nothing of these has a line break: git takes none in names.
    fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}
