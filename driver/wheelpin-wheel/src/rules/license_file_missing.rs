use std::collections::HashSet;

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
    let directory = format!("{}/licenses/", wheel.documents.dist_info.as_ref()?);
    let paths = wheel.members.iter().map(|member| member.path.as_str());
    missing(metadata, paths.filter_map(|path| path.strip_prefix(&*directory)))
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    let metadata = sdist.pkg_info.as_ref().filter(|_| sdist.is_whole())?;
    let top = metadata.path.strip_suffix("PKG-INFO").unwrap_or_default();
    let paths = sdist.members.iter().map(|member| member.path.as_str());
    missing(metadata, paths.filter_map(|path| path.strip_prefix(top)))
}

/// `paths` are those of the members, from where licences are looked for.
fn missing<'a>(metadata: &CoreMetadata, paths: impl Iterator<Item = &'a str>) -> Option<Found> {
    // Older files may name it too, but then no place is fixed, and uploaders leave it out.
    if !metadata.is_at_least("2.4") {
        return None;
    }
    let paths: HashSet<&str> = paths.collect();
    let named = metadata.all("license-file").filter(|path| is_plain(path));
    let missing = named.filter(|path| !paths.contains(path));
    let places = missing.map(|path| metadata.place(&format!("License-File: {path}")));
    Found::places("lacks licence files that it names", places)
}
