use std::collections::HashSet;

use crate::finding::Place;
use crate::metadata::is_signature;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-unlisted-members",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "members that RECORD does not list",
    why: "Installers have to refuse the file, uninstalling leaves them behind, and PyPI writes to \
          the owners that it will refuse such files.",
    remedy: "Repack a wheel that was changed with `wheel pack`, which writes RECORD anew.",
    source: "PyPA specifications, \"Binary distribution format\", \"Signed wheel files\"; PyPI's \
             upload code, `utils/wheel.py`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref().filter(|record| record.unreadable.is_none())?;
    let listed: HashSet<&str> = record.lines.iter().map(|line| line.path.as_str()).collect();
    let unlisted = wheel.members.iter().map(|member| member.path.as_str()).filter(|path| {
        // RECORD may leave itself out; signatures have to be left out.
        *path != record.path && !is_signature(path) && !listed.contains(path)
    });
    Found::places("holds members that RECORD does not list", unlisted.map(Place::member))
}
