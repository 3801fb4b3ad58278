use super::form::Form;
use super::{Refusal, Verdict};
use crate::store::Kind;

/// Fields that are of the upload, not of the metadata.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) python: String,
    pub(super) comment: String,
    pub(super) md5: Option<String>,
    pub(super) sha256: Option<String>,
    pub(super) blake2: Option<String>,
}

/// `protocol_version` is 1, if it is there.
pub(super) fn protocol(form: &Form) -> Verdict<()> {
    match form.text("protocol_version") {
        None | Some("1") => Ok(()),
        Some(_) => Err(Refusal::bad("Unknown protocol version.")),
    }
}

/// The rules of the form (warehouse, `forklift/forms.py`). The first error is told: that of the
/// name, else that of the field that comes first in the alphabet.
pub(super) fn check(form: &Form) -> Verdict<Checked> {
    let given = |name| form.text(name).filter(|value| !value.trim().is_empty());
    let name = name(given("name"))?;
    let blake2 = digest(given("blake2_256_digest"), "blake2_256_digest", "BLAKE2")?;
    let kind = match given("filetype") {
        Some("sdist") => Kind::Sdist,
        Some("bdist_wheel") => Kind::BdistWheel,
        Some(_) => return Err(invalid("filetype", "Use a known file type.")),
        None => return Err(invalid("filetype", "This field is required.")),
    };
    let sha256 = digest(given("sha256_digest"), "sha256_digest", "SHA256")?;
    let md5 = given("md5_digest").map(str::to_lowercase);
    let python = match (kind, given("pyversion")) {
        (Kind::BdistWheel, None) => {
            let why = "Python version is required for binary distribution uploads.";
            return Err(invalid("pyversion", why));
        }
        (Kind::BdistWheel, Some(python)) => python.to_owned(),
        (Kind::Sdist, None | Some("source")) => "source".into(),
        (Kind::Sdist, Some(_)) => {
            return Err(invalid("pyversion", "Use 'source' as Python version for an sdist."));
        }
    };
    if md5.is_none() && sha256.is_none() && blake2.is_none() {
        return Err(Refusal::bad("Error: Include at least one message digest."));
    }
    let comment = given("comment").unwrap_or_default().to_owned();
    Ok(Checked { name, kind, python, comment, md5, sha256, blake2 })
}

fn invalid(field: &str, why: &str) -> Refusal {
    Refusal::bad(format!("Invalid value for {field}. Error: {why}"))
}

/// A name of PyPI (warehouse, `utils/project.py`, `PROJECT_NAME_RE`).
fn name(name: Option<&str>) -> Verdict<String> {
    let refused = |name: &str, why: &str| {
        Err(Refusal::bad(format!("'{name}' is an invalid value for Name. Error: {why}")))
    };
    let Some(name) = name else { return refused("", "This field is required.") };
    let is_end = |one: Option<u8>| one.is_some_and(|one| one.is_ascii_alphanumeric());
    let is_sound = is_end(name.bytes().next())
        && is_end(name.bytes().next_back())
        && name.bytes().all(|one| one.is_ascii_alphanumeric() || b"._-".contains(&one));
    if is_sound {
        return Ok(name.into());
    }
    let shown: String = name.chars().take(60).collect();
    let why = "Start and end with a letter or numeral containing only ASCII numeric and '.', '_' \
               and '-'.";
    refused(&shown, why)
}

/// A digest of 32 bytes, in lower case.
fn digest(value: Option<&str>, field: &str, algorithm: &str) -> Verdict<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    if value.len() == 64 && value.bytes().all(|one| one.is_ascii_hexdigit()) {
        return Ok(Some(value.to_ascii_lowercase()));
    }
    let why = format!("Use a valid, hex-encoded, {algorithm} message digest.");
    Err(invalid(field, &why))
}
