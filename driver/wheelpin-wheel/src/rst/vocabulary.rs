/// Directives of docutils 0.23 (`parsers/rst/languages/en.py`).
const DIRECTIVES: &[&str] = &[
    "admonition",
    "attention",
    "caution",
    "class",
    "code",
    "code-block",
    "compound",
    "container",
    "contents",
    "csv-table",
    "danger",
    "date",
    "default-role",
    "epigraph",
    "error",
    "figure",
    "footer",
    "header",
    "highlights",
    "hint",
    "image",
    "important",
    "include",
    "line-block",
    "list-table",
    "math",
    "meta",
    "note",
    "parsed-literal",
    "pull-quote",
    "raw",
    "replace",
    "restructuredtext-test-directive",
    "role",
    "rst-class",
    "rubric",
    "section-numbering",
    "sectnum",
    "sidebar",
    "sourcecode",
    "table",
    "target-notes",
    "tip",
    "title",
    "topic",
    "unicode",
    "warning",
];

/// Directives that PyPI disables (readme_renderer 45.0: `file_insertion_enabled`,
/// `raw_enabled`).
pub(super) const DISABLED: &[&str] = &["include", "raw"];

/// Roles of docutils 0.23 that do something (`parsers/rst/languages/en.py`, `roles.py`).
const ROLES: &[&str] = &[
    "ab",
    "abbreviation",
    "ac",
    "acronym",
    "code",
    "emphasis",
    "literal",
    "math",
    "pep",
    "pep-reference",
    "raw",
    "rfc",
    "rfc-reference",
    "strong",
    "sub",
    "subscript",
    "sup",
    "superscript",
    "t",
    "title",
    "title-reference",
];

pub(super) fn is_directive(name: &str) -> bool {
    DIRECTIVES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

pub(super) fn is_role(name: &str) -> bool {
    ROLES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Directives whose contents are paragraphs, lists and so on, and that need some.
pub(super) const ADMONITIONS: &[&str] =
    &["attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"];

/// Directives for code, and the options that they take.
pub(super) const CODE: &[&str] = &["code", "code-block", "sourcecode"];
pub(super) const CODE_OPTIONS: &[&str] = &["class", "force", "name", "number-lines"];

/// Options of images.
pub(super) const IMAGE_OPTIONS: &[&str] =
    &["align", "alt", "class", "height", "loading", "name", "scale", "target", "width"];
