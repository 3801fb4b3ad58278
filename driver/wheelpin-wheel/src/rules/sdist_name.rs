use std::str::FromStr;

use pep440_rs::Version;

use crate::metadata::{canonical_name, escaped_name};
use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-name",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "an sdist whose file name is not `NAME-VERSION.tar.gz` in normal form",
    why: "PyPI refuses the file.",
    remedy: "Update the tool that builds it: the name has to be in lower case, with `_` for each \
          run of `-`, `_` and `.`, and the version as PEP 440 writes it.",
    source: "PEP 625; PyPI's upload code, `forklift/legacy.py` (August 2026)",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let Some(written) = &sdist.name else {
        return Some(Found::new("has a file name without name and version"));
    };
    let metadata = sdist.pkg_info.as_ref();
    let name = metadata.and_then(|metadata| metadata.one("name")).unwrap_or(&written.name);
    let version = metadata.and_then(|metadata| metadata.one("version")).unwrap_or(&written.version);
    // Another name or version than that of PKG-INFO is another rule's.
    let version = Version::from_str(version).ok()?;
    let is_same = canonical_name(name) == canonical_name(&written.name)
        && Version::from_str(&written.version.replace('_', "-")).ok()? == version;
    let right = format!("{}-{version}.tar.gz", escaped_name(name));
    (is_same && right != sdist.file_name)
        .then(|| Found::new(format!("is named {} in place of {right}", sdist.file_name)))
}
