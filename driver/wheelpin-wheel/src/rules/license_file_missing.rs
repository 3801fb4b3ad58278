use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::rules::license_file_path::is_plain;
use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-file-missing",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a License-File that is not in the archive",
    why: "PyPI refuses the file, and who gets the package does not get its licence.",
    remedy: "Put the file in: below `.dist-info/licenses/` of a wheel, below the top directory of \
             an sdist.",
    source: "PEP 639, \"Add License-File field\"; PyPI's upload code, `forklift/legacy.py`",
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let metadata = wheel.documents.metadata.as_ref()?;
    missing(metadata, |path| wheel.document(&format!("licenses/{path}")).is_some())
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    let metadata = sdist.pkg_info.as_ref().filter(|_| sdist.is_whole())?;
    let top = metadata.path.strip_suffix("PKG-INFO").unwrap_or_default();
    missing(metadata, |path| {
        sdist.members.iter().any(|member| member.path.strip_prefix(top) == Some(path))
    })
}

fn missing(metadata: &CoreMetadata, has: impl Fn(&str) -> bool) -> Option<Found> {
    // Older files may name it too, but then no place is fixed, and uploaders leave it out.
    if !metadata.is_at_least("2.4") {
        return None;
    }
    let missing = metadata.all("license-file").filter(|path| is_plain(path) && !has(path));
    let places = missing.map(|path| metadata.place(&format!("License-File: {path}")));
    Found::places("lacks licence files that it names", places)
}
