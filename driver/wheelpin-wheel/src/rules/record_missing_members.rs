use std::collections::HashSet;

use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-missing-members",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "lines of RECORD without a member",
    why: "Something was lost after the wheel was made; PyPI writes to the owners that it will \
          refuse such files.",
    remedy: "Repack a wheel that was changed with `wheel pack`, which writes RECORD anew.",
    source: "PyPA specifications, \"Binary distribution format\"; PyPI's upload code, \
             `utils/wheel.py`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref().filter(|_| wheel.archive.is_whole())?;
    let there: HashSet<&str> =
        wheel.archive.entries.iter().map(|entry| entry.name.as_str()).collect();
    // Some tools list directories, whether the archive has entries for them or not.
    let missing = record
        .lines
        .iter()
        .map(|line| line.path.as_str())
        .filter(|path| !there.contains(path) && !path.ends_with('/'));
    Found::places("lists members in RECORD that are not there", missing.map(Place::member))
}
