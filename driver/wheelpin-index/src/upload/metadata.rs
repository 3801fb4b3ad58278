use std::str::FromStr;

use pep440_rs::Version;
use wheelpin_wheel::{Finding, Settings, check_fields};

use super::fields::FIELDS;
use super::form::Form;
use super::{Refusal, Verdict};

/// What of the metadata later rules look at.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) version: Version,
    pub(super) license_files: Vec<String>,
}

/// Rules of `wheelpin check` that are PyPI's about metadata, and the field that each is about.
const RULES: &[(&str, &str)] = &[
    ("classifier-deprecated", "classifier"),
    ("classifier-private", "classifier"),
    ("classifier-unknown", "classifier"),
    ("description-content-type", "description-content-type"),
    ("direct-url-dependency", "requires-dist"),
    ("dynamic-field", "dynamic"),
    ("email-address", "author-email"),
    ("extra-name", "provides-extra"),
    ("import-name", "import-name"),
    ("license-and-expression", "license"),
    ("license-expression", "license-expression"),
    ("license-file-path", "license-file"),
    ("local-version", "version"),
    ("metadata-field-version", "metadata-version-of-field"),
    ("metadata-version", "metadata-version"),
    ("project-url", "project-url"),
    ("requires-dist", "requires-dist"),
    ("requires-python", "requires-python"),
    ("summary", "summary"),
];

/// Fields whose errors are told before others (warehouse, `_error_message_order`).
const FIRST: [&str; 3] = ["metadata-version", "name", "version"];

/// Versions without License-File, which is refused there (packaging 26.3).
const WITHOUT_LICENSE_FILE: &[&str] = &["1.0", "1.1", "1.2", "2.1", "2.2", "2.3"];

/// The rules about metadata, which PyPI takes from the form and not from the file (warehouse,
/// `forklift/metadata.py`; packaging 26.3, `metadata.py`). One error is told.
pub(super) fn check(form: &Form) -> Verdict<Checked> {
    let mut problems = repeated(form);
    let fields = fields(form);
    let one = |key: &str| fields.iter().find(|(of, _)| of == key).map(|(_, value)| value.as_str());
    for key in FIRST {
        if one(key).is_none() {
            problems.push((key.into(), format!("'{key}' is a required field")));
        }
    }
    let version = one("version").unwrap_or_default();
    let parsed = Version::from_str(version);
    if parsed.is_err() && !version.is_empty() {
        problems.push(("version".into(), format!("'{version}' is invalid for 'version'")));
    }
    let license_files: Vec<String> = fields
        .iter()
        .filter(|(key, _)| key == "license-file")
        .map(|(_, value)| value.clone())
        .collect();
    let metadata_version = one("metadata-version").unwrap_or_default();
    if !license_files.is_empty() && WITHOUT_LICENSE_FILE.contains(&metadata_version) {
        let message =
            format!("license-file introduced in metadata version 2.4, not {metadata_version}");
        problems.push(("license-file".into(), message));
    }
    problems.extend(found(&fields)?);
    let first =
        |field: &String| FIRST.iter().position(|first| first == field).unwrap_or(FIRST.len());
    problems.sort_by_key(|(field, _)| (first(field), field.clone()));
    match (problems.into_iter().next(), parsed) {
        (None, Ok(version)) => {
            let name = one("name").unwrap_or_default().to_owned();
            Ok(Checked { name, version, license_files })
        }
        (Some((_, message)), _) => {
            let message = message.trim_end_matches('.');
            Err(Refusal::bad(format!("{message}. See the specification of core metadata.")))
        }
        (None, Err(_)) => Err(Refusal::bad("'version' is a required field.")),
    }
}

/// The metadata as METADATA would have it. An empty text is none.
pub(super) fn fields(form: &Form) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (name, key, _) in FIELDS {
        let values: Vec<&str> = form.texts(name).collect();
        if values != [""] {
            fields.extend(values.into_iter().map(|it| ((*key).to_owned(), it.to_owned())));
        }
    }
    fields
}

/// Fields that may stand there once and stand there again, and labels of addresses that do.
fn repeated(form: &Form) -> Vec<(String, String)> {
    let once = FIELDS.iter().filter(|(_, _, several)| !several).map(|(name, _, _)| *name);
    let several = once.chain(["description"]).filter(|name| form.texts(name).count() > 1);
    let mut names: Vec<&str> = several.collect();
    let mut labels: Vec<&str> = form
        .texts("project_urls")
        .map(|url| url.split(',').next().unwrap_or_default().trim())
        .collect();
    labels.sort_unstable();
    if labels.windows(2).any(|pair| pair[0] == pair[1]) {
        names.push("project_urls");
    }
    let problem = |name: &str| (name.to_owned(), format!("'{name}' has invalid data"));
    names.into_iter().map(problem).collect()
}

fn found(fields: &[(String, String)]) -> Verdict<Vec<(String, String)>> {
    let select = RULES.iter().map(|(rule, _)| (*rule).to_owned()).collect();
    let settings = Settings { select, ..Settings::default() };
    let findings = check_fields(fields, "", &settings)
        .map_err(|error| Refusal::new(500, format!("The rehearsal index failed: {error}")))?;
    Ok(findings.iter().map(problem).collect())
}

/// The field, and PyPI's words where they are few; else those of the rule.
fn problem(finding: &Finding) -> (String, String) {
    let field = RULES.iter().find(|(rule, _)| *rule == finding.rule).map_or("", |(_, field)| field);
    let detail = finding.places.first().and_then(|place| place.detail.as_deref());
    let detail = detail.unwrap_or_default();
    let value = detail.split_once(": ").map_or(detail, |(_, value)| value);
    let message = match finding.rule {
        "classifier-unknown" | "classifier-private" => {
            format!("'{detail}' is not a valid classifier")
        }
        "direct-url-dependency" => format!("Can't have direct dependency: {detail}"),
        "dynamic-field" => format!("Dynamic field '{value}' is not a valid dynamic field"),
        "email-address" => format!("{value} is not a valid email address"),
        "license-and-expression" => "License is deprecated when License-Expression is present. \
                                     Only License-Expression should be present"
            .into(),
        "license-expression" => format!("'{value}' is invalid for 'license-expression'"),
        "local-version" => format!("The use of local versions in '{value}' is not allowed"),
        "metadata-version" if value.is_empty() => "'metadata-version' is a required field".into(),
        "metadata-version" => format!("'{value}' is not a valid metadata version"),
        "requires-dist" => format!("'{detail}' is invalid for 'requires-dist'"),
        "requires-python" => format!("'{value}' is invalid for 'requires-python'"),
        "summary" if finding.message.contains("several lines") => {
            "'summary' must be a single line".into()
        }
        "summary" => "'summary' field must be 512 characters or less".into(),
        _ => format!("'{detail}': {}", finding.message),
    };
    (field.into(), message)
}
