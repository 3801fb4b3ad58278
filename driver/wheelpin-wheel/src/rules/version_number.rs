use std::str::FromStr;

use pep440_rs::Version;

use crate::metadata::CoreMetadata;
use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "version-number",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Version that is missing, is none, or is not the file name's",
    why: "PyPI refuses the file, and installers refuse to install it as another version.",
    remedy: "Do not rename files; set the version by PEP 440 and build again.",
    source: "PyPA specifications, \"Version specifiers\"; PyPI's upload code, `forklift/legacy.py`",
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let file_name = wheel.name.as_ref().ok().map(|name| name.version.as_str());
    differs(wheel.documents.metadata.as_ref()?, file_name)
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    let file_name = sdist.name.as_ref().map(|name| name.version.as_str());
    differs(sdist.pkg_info.as_ref()?, file_name)
}

fn differs(metadata: &CoreMetadata, file_name: Option<&str>) -> Option<Found> {
    if metadata.all("version").count() > 1 {
        return None;
    }
    let Some(written) = metadata.one("version") else {
        return Some(Found::new("has no Version").at([metadata.place("")]));
    };
    let place = metadata.place(&format!("Version: {written}"));
    let Ok(version) = Version::from_str(written) else {
        // Numbers that do not fit into 64 bits are right, and nobody's.
        let mut numbers = written.split(|one: char| !one.is_ascii_digit());
        if numbers.any(|number| number.len() > 18) {
            return None;
        }
        return Some(Found::new("has a Version that is none").at([place]));
    };
    let file_name = file_name?;
    // A hyphen of a version is written `_` in file names.
    let is_same = Version::from_str(&file_name.replace('_', "-")).is_ok_and(|own| own == version);
    (!is_same).then(|| {
        Found::new(format!("is version {written} by its metadata and {file_name} by its file name"))
            .at([place])
    })
}
