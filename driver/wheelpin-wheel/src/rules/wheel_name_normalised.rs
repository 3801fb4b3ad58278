use crate::finding::Place;
use crate::metadata::{canonical_name, escaped_name};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "wheel-name-normalised",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a file name whose project is not in its normal form",
    why: "PyPI refuses the file.",
    remedy: "Update the tool that builds it: the name has to be in lower case, with `_` for each \
             run of `-`, `_` and `.`.",
    source: "PyPA specifications, \"Binary distribution format\", \"Escaping and Unicode\"; PyPI's \
             upload code, `forklift/legacy.py`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let written = &wheel.name.as_ref().ok()?.name;
    let normal = escaped_name(written);
    // Where the metadata has another name, that is said elsewhere.
    let own = wheel.documents.metadata.as_ref().and_then(|metadata| metadata.one("name"));
    let is_own = own.is_none_or(|own| canonical_name(own) == canonical_name(written));
    (is_own && normal != *written && !written.contains("__")).then(|| {
        Found::new(format!("has a file name that begins with {written}, not {normal}"))
            .at([Place::detail(&wheel.file_name)])
    })
}
