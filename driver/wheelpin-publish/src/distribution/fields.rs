use std::collections::BTreeSet;

use wheelpin_wheel::CoreMetadata;

/// A field of the core metadata, and what it is called in the form.
struct Row {
    /// In METADATA, in lower case.
    key: &'static str,
    /// In the form.
    name: &'static str,
    /// Whether it may stand there several times.
    multiple: bool,
}

const fn once(key: &'static str, name: &'static str) -> Row {
    Row { key, name, multiple: false }
}

const fn many(key: &'static str, name: &'static str) -> Row {
    Row { key, name, multiple: true }
}

/// What PyPI's form takes (warehouse, `forklift/forms.py` and `metadata.py`, 2026-08-21), in
/// the order of the specification. Most that repeat have a plural; six that PyPI wants in the
/// singular do not, `import_name` and `import_namespace` among them. The description stands
/// elsewhere. `Requires`, `Provides` and `Obsoletes` are of metadata 1.1.
const ROWS: &[Row] = &[
    once("metadata-version", "metadata_version"),
    once("name", "name"),
    once("version", "version"),
    many("platform", "platform"),
    many("supported-platform", "supported_platform"),
    once("summary", "summary"),
    once("description-content-type", "description_content_type"),
    once("keywords", "keywords"),
    once("home-page", "home_page"),
    once("download-url", "download_url"),
    once("author", "author"),
    once("author-email", "author_email"),
    once("maintainer", "maintainer"),
    once("maintainer-email", "maintainer_email"),
    once("license", "license"),
    once("license-expression", "license_expression"),
    many("license-file", "license_file"),
    many("dynamic", "dynamic"),
    many("classifier", "classifiers"),
    many("requires-dist", "requires_dist"),
    once("requires-python", "requires_python"),
    many("requires-external", "requires_external"),
    many("project-url", "project_urls"),
    many("provides-extra", "provides_extra"),
    many("provides-dist", "provides_dist"),
    many("obsoletes-dist", "obsoletes_dist"),
    many("requires", "requires"),
    many("provides", "provides"),
    many("obsoletes", "obsoletes"),
    many("import-name", "import_name"),
    many("import-namespace", "import_namespace"),
];

/// Versions of the metadata that have no License-File: setuptools wrote the field long before
/// 2.4 had it, and PyPI refuses it there. twine leaves it out as well.
const WITHOUT_LICENSE_FILE: &[&str] = &["1.0", "1.1", "1.2", "2.0", "2.1", "2.2", "2.3"];

/// The fields of the form that come from METADATA or PKG-INFO, in the form's names. Empty
/// values of fields that stand once are left out; nothing is made up.
///
/// # Errors
///
/// A field that may stand once and stands there twice, or one without which there is no
/// upload: its name and what is wrong with it.
pub(super) fn fields(core: &CoreMetadata) -> Result<Vec<(&'static str, String)>, String> {
    let mut fields = Vec::new();
    let version = core.one("metadata-version").unwrap_or_default();
    for row in ROWS {
        if row.key == "license-file" && WITHOUT_LICENSE_FILE.contains(&version) {
            continue;
        }
        if row.multiple {
            fields.extend(core.all(row.key).map(|value| (row.name, value.to_owned())));
            continue;
        }
        let mut all = core.all(row.key);
        match (all.next(), all.next()) {
            (_, Some(_)) => return Err(format!("the field {} stands there twice", row.key)),
            (Some(value), None) if !value.is_empty() => fields.push((row.name, value.to_owned())),
            _ => {}
        }
    }
    if let Some(description) = core.description() {
        fields.push(("description", description.to_owned()));
    }
    let names: BTreeSet<&str> = fields.iter().map(|(name, _)| *name).collect();
    match ["metadata_version", "name", "version"].iter().find(|name| !names.contains(*name)) {
        Some(missing) => Err(format!("there is no {}", missing.replace('_', "-"))),
        None => Ok(fields),
    }
}
