use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-no-pyproject",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "sdists without pyproject.toml",
    why: "Without it installers build with setuptools as of old, whatever the project is built \
          with.",
    remedy: "Add pyproject.toml with a table `[build-system]`.",
    source: "PEP 517 and 518; PEP 625, \"Specification\"",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let top = sdist.top.as_deref()?;
    (sdist.pyproject.is_none() && sdist.is_whole())
        .then(|| Found::new(format!("has no {top}/pyproject.toml")))
}
