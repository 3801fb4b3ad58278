use std::collections::BTreeSet;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::sdist::{Sdist, top_of};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-top-directory",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "sdists whose members are not all in one top directory",
    why: "Installers look for the project in the one directory there is; PyPI refuses the file.",
    remedy: "Build the sdist with the project's build backend.",
    source: "PEP 517, \"Source distributions\"; warehouse, `_is_valid_dist_file` (August 2026)",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    if sdist.top.is_some() || !sdist.is_whole() {
        return None;
    }
    let tops: BTreeSet<&str> = sdist.members.iter().map(|member| top_of(&member.path)).collect();
    let places = tops.into_iter().map(Place::detail);
    Some(Found::new("does not have one top directory").at(places))
}
