use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-directory-name",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "a top directory that is not named as the sdist",
    why: "Some tools look for `NAME-VERSION` and find nothing.",
    remedy: "Build the sdist with the project's build backend.",
    source: "PEP 517, \"Source distributions\"",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let top = sdist.top.as_deref()?;
    let stem = sdist.file_name.strip_suffix(".tar.gz")?;
    (top != stem).then(|| Found::new(format!("has the top directory {top} in place of {stem}")))
}
