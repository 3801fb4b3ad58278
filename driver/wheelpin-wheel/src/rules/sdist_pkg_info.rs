use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-pkg-info",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "sdists without PKG-INFO in their top directory",
    why: "PyPI refuses the file.",
    remedy: "Build the sdist with the project's build backend.",
    source: "PEP 643; warehouse, `_is_valid_dist_file` (August 2026)",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let top = sdist.top.as_deref()?;
    (sdist.pkg_info.is_none() && sdist.is_whole())
        .then(|| Found::new(format!("has no {top}/PKG-INFO")))
}
