use std::path::{Path, PathBuf};

use wheelpin_process::{Call, Interrupt, run};

use crate::error::Error;

/// Has Cargo make the lock file of a crate that has none; says so. A plan needs one, and a release
/// without is another one every day.
///
/// # Errors
///
/// [`Error::NoLock`]: nobody can make it here, or it must not be made.
pub(crate) async fn ensure(
    root: &Path,
    manifest: &Path,
    may_write: bool,
    interrupt: &Interrupt,
) -> Result<Option<PathBuf>, Error> {
    let crate_directory = manifest.parent().unwrap_or(root);
    let is_there = |directory: &Path| directory.join("Cargo.lock").is_file();
    if crate_directory.ancestors().take_while(|it| it.starts_with(root)).any(is_there) {
        return Ok(None);
    }
    let none = |said: String| Error::NoLock { manifest: manifest.into(), said };
    if !may_write {
        return Err(none("it is looked for only".into()));
    }
    let argv = ["generate-lockfile", "--manifest-path"].map(Into::into);
    let mut argv: Vec<std::ffi::OsString> = argv.into();
    argv.push(manifest.into());
    let call = Call { program: "cargo".into(), argv, ..Call::default() };
    let finished = run(&call, interrupt).await.map_err(|error| none(error.to_string()))?;
    if interrupt.stop() != wheelpin_nix::Stop::Never {
        return Err(wheelpin_nix::Error::Interrupted.into());
    }
    if !finished.status.success() {
        let said = String::from_utf8_lossy(&finished.stderr);
        return Err(none(wheelpin_dist::plain(said.trim().lines().last().unwrap_or_default())));
    }
    let found =
        crate_directory.ancestors().take_while(|it| it.starts_with(root)).find(|it| is_there(it));
    match found {
        Some(directory) => Ok(Some(directory.join("Cargo.lock"))),
        None => Err(none("Cargo put it elsewhere: is the crate in a workspace above?".into())),
    }
}
