use std::str::FromStr;

use pep440_rs::Version;
use wheelpin_wheel::{Finding, Inside, WheelName, canonical_name};

use super::metadata::Checked;
use super::{Refusal, Verdict};

/// A wheel is named as PEP 427 has it, for platforms that PyPI takes, with the project's
/// normalised name and the version of the metadata (warehouse, `forklift/legacy.py`). `project`
/// is normalised, `name` as written.
pub(super) fn check_name(
    project: &str,
    name: &str,
    metadata: &Checked,
    file_name: &str,
    findings: &[Finding],
) -> Verdict<()> {
    let parsed = WheelName::parse(file_name).map_err(|error| {
        Refusal::bad(format!("Invalid wheel filename ({error}): '{file_name}'"))
    })?;
    let version = Version::from_str(&parsed.version).map_err(|_| {
        Refusal::bad(format!("Invalid wheel filename (invalid version): '{file_name}'"))
    })?;
    let refused = findings.iter().filter(|finding| finding.rule == "tag-not-accepted");
    let tag = refused.flat_map(|finding| &finding.places).find_map(|it| it.detail.as_ref());
    if let Some(tag) = tag {
        return Err(Refusal::bad(format!(
            "Binary wheel '{file_name}' has an unsupported platform tag '{tag}'."
        )));
    }
    let escaped = project.replace('-', "_");
    if canonical_name(&parsed.name) != canonical_name(&metadata.name) {
        return Err(Refusal::bad(format!("Start filename for '{name}' with '{escaped}'.")));
    }
    if parsed.name != escaped {
        return Err(Refusal::bad(format!(
            "Filename '{file_name}' should contain the normalized project name '{escaped}', not \
             '{}'.",
            parsed.name
        )));
    }
    if version != metadata.version {
        return Err(Refusal::bad(format!(
            "Version in filename should be '{}' not '{version}'.",
            metadata.version
        )));
    }
    Ok(())
}

/// A wheel has WHEEL, its licence files, RECORD, entry points that can be read, and METADATA,
/// where its name says that they are (warehouse, `forklift/legacy.py` and `utils/wheel.py`).
/// What RECORD lists is not compared: PyPI only writes an e-mail.
pub(super) fn check_inside(
    metadata: &Checked,
    file_name: &str,
    findings: &[Finding],
    inside: &Inside,
) -> Verdict<()> {
    let mut parts = file_name.splitn(3, '-');
    let (name, version) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let directory = format!("{name}-{version}.dist-info");
    let has = |path: &str| inside.members.iter().any(|member| member == path);
    let wheel = format!("{directory}/WHEEL");
    if !has(&wheel) {
        return Err(Refusal::bad(format!("Invalid distribution file. WHEEL not found at {wheel}")));
    }
    for license_file in &metadata.license_files {
        let place = format!("{directory}/licenses/{license_file}");
        if !has(&place) {
            return Err(Refusal::bad(format!(
                "License-File {license_file} does not exist in distribution file {file_name} at \
                 {place}"
            )));
        }
    }
    let record = format!("{directory}/RECORD");
    if !has(&record) {
        return Err(Refusal::bad(format!(
            "Wheel '{file_name}' does not contain the required RECORD file: {record}"
        )));
    }
    if has_broken_entry_points(findings) {
        return Err(Refusal::bad(format!(
            "Wheel '{file_name}' has invalid entry points defined in the entry_points.txt file"
        )));
    }
    if inside.metadata.is_none() {
        return Err(Refusal::bad(format!(
            "Wheel '{file_name}' does not contain the required METADATA file: {directory}/METADATA"
        )));
    }
    Ok(())
}

/// PyPI looks at the file's form and at names of scripts, not at the objects that they name.
fn has_broken_entry_points(findings: &[Finding]) -> bool {
    let found = findings.iter().filter(|finding| finding.rule == "entry-points-invalid");
    found.into_iter().any(|finding| {
        let mut details = finding.places.iter().filter_map(|place| place.detail.as_deref());
        finding.message.contains("cannot be read")
            || details.any(|detail| detail.ends_with("its name is none"))
    })
}
