/// Versions of the core metadata, in order. PyPI takes them up to 2.5 (warehouse,
/// `forklift/metadata.py`, 2026-08-21); 2.0 was never accepted as a standard.
pub(crate) const VERSIONS: &[&str] =
    &["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"];

/// A field of the core metadata.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct KnownField {
    /// As the specification writes it.
    pub(crate) name: &'static str,
    /// The first version that has it.
    pub(crate) added: &'static str,
    /// Whether it may stand there several times.
    pub(crate) multiple: bool,
}

const fn once(name: &'static str, added: &'static str) -> KnownField {
    KnownField { name, added, multiple: false }
}

const fn many(name: &'static str, added: &'static str) -> KnownField {
    KnownField { name, added, multiple: true }
}

/// Every field with the version that added it: PyPA specifications, "Core metadata", and
/// packaging 26.3.
pub(crate) const FIELDS: &[KnownField] = &[
    once("Metadata-Version", "1.0"),
    once("Name", "1.0"),
    once("Version", "1.0"),
    many("Platform", "1.0"),
    once("Summary", "1.0"),
    once("Description", "1.0"),
    once("Keywords", "1.0"),
    once("Home-page", "1.0"),
    once("Author", "1.0"),
    once("Author-email", "1.0"),
    once("License", "1.0"),
    many("Supported-Platform", "1.1"),
    once("Download-URL", "1.1"),
    many("Classifier", "1.1"),
    many("Requires", "1.1"),
    many("Provides", "1.1"),
    many("Obsoletes", "1.1"),
    once("Maintainer", "1.2"),
    once("Maintainer-email", "1.2"),
    many("Requires-Dist", "1.2"),
    many("Provides-Dist", "1.2"),
    many("Obsoletes-Dist", "1.2"),
    once("Requires-Python", "1.2"),
    many("Requires-External", "1.2"),
    many("Project-URL", "1.2"),
    once("Description-Content-Type", "2.1"),
    many("Provides-Extra", "2.1"),
    many("Dynamic", "2.2"),
    once("License-Expression", "2.4"),
    many("License-File", "2.4"),
    many("Import-Name", "2.5"),
    many("Import-Namespace", "2.5"),
];

/// The field of that name, whatever its case.
pub(crate) fn field(name: &str) -> Option<&'static KnownField> {
    FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}
