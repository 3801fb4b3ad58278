use toml::de::DeTable;

use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-no-lock",
    area: Area::Archive,
    severity: Severity::Warning,
    finds: "sdists that maturin builds without Cargo.lock",
    why: "Whoever installs the sdist builds with the newest crates of that day, which nobody \
          tested.",
    remedy: "Commit Cargo.lock: maturin puts it into the sdist.",
    source: "The Cargo Book, \"Cargo.toml vs Cargo.lock\"; maturin's `sdist`",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let pyproject = sdist.pyproject.as_deref().filter(|_| sdist.is_whole())?;
    let pyproject = DeTable::parse(std::str::from_utf8(pyproject).ok()?).ok()?;
    let backend = pyproject.get_ref().get("build-system")?.get_ref().get("build-backend")?;
    let is_locked =
        sdist.members.iter().any(|member| member.path.rsplit('/').next() == Some("Cargo.lock"));
    (backend.get_ref().as_str() == Some("maturin") && !is_locked)
        .then(|| Found::new("has no Cargo.lock"))
}
