use wheelpin_wheel::{Inside, canonical_name};

use super::metadata::Checked;
use super::{Refusal, Verdict};

/// An sdist is `NAME-VERSION.tar.gz` in normal form (PEP 625; warehouse,
/// `forklift/legacy.py`). `project` is normalised, `name` as written.
pub(super) fn check_name(
    project: &str,
    name: &str,
    metadata: &Checked,
    file_name: &str,
) -> Verdict<()> {
    let stem = file_name.strip_suffix(".tar.gz").ok_or_else(|| not_tar_gz(file_name))?;
    let Some((written, _)) = stem.rsplit_once('-') else { return Err(not_tar_gz(file_name)) };
    let escaped = project.replace('-', "_");
    let right = format!("{escaped}-{}.tar.gz", metadata.version);
    if canonical_name(written) != project && file_name != right {
        return Err(Refusal::bad(format!("Start filename for '{name}' with '{escaped}'.")));
    }
    if file_name != right {
        let message = format!("Filename '{file_name}' is invalid, should be '{right}'.");
        return Err(Refusal::bad(message));
    }
    Ok(())
}

/// Its name is none of an sdist.
pub(super) fn not_tar_gz(file_name: &str) -> Refusal {
    Refusal::bad(format!("Invalid source distribution filename: {file_name}"))
}

/// Every License-File is in the top directory (PEP 639).
pub(super) fn check_licenses(metadata: &Checked, file_name: &str, inside: &Inside) -> Verdict<()> {
    let top = inside.top.as_deref().unwrap_or_default();
    for license_file in &metadata.license_files {
        let place = format!("{top}/{license_file}");
        if !inside.members.iter().any(|member| member.trim_start_matches("./") == place) {
            return Err(Refusal::bad(format!(
                "License-File {license_file} does not exist in distribution file {file_name} at \
                 {place}"
            )));
        }
    }
    Ok(())
}
