use std::path::{Path, PathBuf};

use wheelpin_dist::{Finding, Severity};

use crate::findings::read_findings;
use crate::wanted::{ReleaseCheck, Wanted};
use crate::{Failure, StorePath};

/// One check that found an error.
#[derive(Clone, Debug)]
pub struct FailedCheck {
    /// The cell's id, or the sdist's file name; none for all files together.
    pub name: Option<String>,
    /// The errors that it found.
    pub errors: Vec<Finding>,
    /// The file that was checked.
    pub unchecked: Option<PathBuf>,
}

/// Those of some failures that are of checks, because of what these found; by derivation.
pub(crate) fn refused(
    wanted: &[Wanted],
    release: Option<&ReleaseCheck>,
    failures: &[Failure],
) -> Vec<(StorePath, FailedCheck)> {
    let errors = |derivation: &StorePath, findings: &StorePath| {
        failures.iter().find(|failure| failure.derivation == *derivation)?;
        let mut errors = read_findings(findings)?;
        errors.retain(|finding| finding.severity == Severity::Error);
        // Otherwise it failed for another reason.
        (!errors.is_empty()).then_some(errors)
    };
    let of_file = |file: &Wanted| {
        let errors = errors(&file.derivation, file.findings.as_ref()?)?;
        let directory = file.unchecked.as_ref();
        let unchecked = directory.map(|path| Path::new(path.as_str()).join(&file.file));
        let check = FailedCheck { name: Some(file.name().into()), errors, unchecked };
        Some((file.derivation.clone(), check))
    };
    let of_all = |check: &ReleaseCheck| {
        let errors = errors(&check.derivation, &check.findings)?;
        Some((check.derivation.clone(), FailedCheck { name: None, errors, unchecked: None }))
    };
    wanted.iter().filter_map(of_file).chain(release.and_then(of_all)).collect()
}
