use wheelpin_nix::{FailedBuild, Failure, StorePath};

use crate::error::Error;
use crate::ui::count::Count;
use crate::ui::failures::failed_builds;

/// What to do where files cannot be built.
pub(crate) const MEND: &str = "mend what is shown above";

/// Says what could not be built and how to see the whole log; gives the error that this ends with.
pub(crate) fn refuse(
    failures: &[Failure],
    total: Count,
    log: impl Fn(&StorePath) -> String,
    help: &str,
) -> Error {
    let failed: Vec<FailedBuild> = failures
        .iter()
        .map(|failure| FailedBuild {
            failure: failure.clone(),
            cells: vec![failure.derivation.name().trim_end_matches(".drv").to_owned()],
        })
        .collect();
    // What could not be written does not change how this ends.
    let _ = failed_builds(&failed, log, &mut anstream::stderr());
    Error::Build {
        failed: failures.len(),
        total,
        help: format!("a file that cannot be built cannot be compared: {help}"),
    }
}
