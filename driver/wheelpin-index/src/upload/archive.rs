use wheelpin_wheel::{Finding, Inside, Settings, check_bytes, read_inside};

use super::{Refusal, Verdict};

/// Rules of `wheelpin check` that are PyPI's about archives, in the order in which it looks,
/// and its words (warehouse, `_is_valid_dist_file` and `utils/zipfiles.py`).
const RULES: &[(&str, &str)] = &[
    ("zip-unreadable", "File is not a zipfile"),
    ("zip-ratio", "File exceeds compression ratio of 50"),
    ("zip-method", "File does not use a supported compression type"),
    ("zip-comment", "Comment in central directory"),
    ("zip-data-descriptor", "ZIP contains a data descriptor"),
    ("zip-directory-mismatch", "Mismatched central directory records"),
    ("zip-duplicate-name", "Duplicate filename in central directory"),
    ("zip-extra-field", "Invalid duplicate extra in local file"),
    ("zip-gap", "Unknown record signature"),
    ("zip-header-mismatch", "Mis-matched local headers and central directory"),
    ("zip-name", "Invalid character in filename"),
    ("zip-overlap", "Malformed zip file"),
    ("zip-prefix", "Unknown record signature"),
    ("zip-trailing-data", "Trailing data"),
    ("zip64-form", "ZIP64 extensible data not allowed"),
    ("sdist-unreadable", "File is not a tarfile"),
    ("sdist-sparse", "tar archive not accepted: Sparse members are not allowed"),
    ("sdist-top-directory", "Incorrect number of top-level directories in sdist"),
    ("sdist-pkg-info", "PKG-INFO not found at"),
];

/// How many of the rules speak of the archive's records, from which on PyPI says so.
const RECORDS: std::ops::Range<usize> = 3..15;

/// Rules about what is in the archive, which are looked at later.
const LATER: [&str; 2] = ["entry-points-invalid", "tag-not-accepted"];

/// The file is an archive that everyone reads alike. What other rules found in it is given, as
/// it is read once.
pub(super) fn check(file_name: &str, bytes: &[u8]) -> Verdict<Vec<Finding>> {
    if file_name.ends_with(".zip") {
        // As a `.zip` could be looked into, and is no sdist by its name.
        return Err(super::sdist::not_tar_gz(file_name));
    }
    let findings = findings(file_name, bytes)?;
    let found = RULES.iter().enumerate().find_map(|(place, (rule, words))| {
        let finding = findings.iter().find(|finding| finding.rule == *rule)?;
        Some((place, *words, finding))
    });
    let Some((place, words, finding)) = found else { return Ok(findings) };
    let message = if RECORDS.contains(&place) {
        format!("ZIP archive not accepted: {words}.")
    } else if finding.rule == "sdist-pkg-info" {
        format!("{words} {}", finding.message.trim_start_matches("has no "))
    } else {
        words.into()
    };
    Err(Refusal::bad(format!("Invalid distribution file. {message}")))
}

fn findings(file_name: &str, bytes: &[u8]) -> Verdict<Vec<Finding>> {
    let rules = RULES.iter().map(|(rule, _)| *rule).chain(LATER);
    let select = rules.map(Into::into).collect();
    let settings = Settings { select, ..Settings::default() };
    let report = check_bytes(&[(file_name, bytes)], &settings).map_err(own_fault)?;
    Ok(report.findings)
}

/// What is in the file.
pub(super) fn inside(file_name: &str, bytes: &[u8]) -> Verdict<Inside> {
    read_inside(file_name, bytes).map_err(own_fault)
}

fn own_fault(error: impl std::fmt::Display) -> Refusal {
    Refusal::new(500, format!("The rehearsal index failed: {error}"))
}
