use std::collections::BTreeSet;

use crate::finding::Place;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "release-plan",
    area: Area::Release,
    severity: Severity::Error,
    finds: "planned files that are missing, and files that were not planned",
    why: "A release that is published in part cannot be undone, and after 14 days PyPI takes no \
          more files for it.",
    remedy: "Build what is missing (`wheelpin build`), and take away what is not of this release.",
    source: "the project's plan; PyPI refuses files for releases older than 14 days",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

fn check(release: &Release) -> Vec<Found> {
    let Some(planned) = &release.planned else { return Vec::new() };
    let planned: BTreeSet<&str> = planned.iter().map(String::as_str).collect();
    let there: BTreeSet<&str> = release.files.iter().map(|file| file.file_name.as_str()).collect();
    let missing = planned.difference(&there).map(|file| (file, "planned, but not there"));
    let others = there.difference(&planned).map(|file| (file, "there, but not planned"));
    let places =
        missing.chain(others).map(|(file, what)| Place::detail(&format!("{file}: {what}")));
    Found::places("the files are not those of the plan", places).into_iter().collect()
}
