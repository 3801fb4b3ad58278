use crate::finding::Place;
use crate::metadata::STRONG_HASHES;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-other-hash",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "lines of RECORD with a strong hash other than SHA-256, which is not looked at",
    why: "What is wrong with such a line is not found: only SHA-256 is computed. Every builder of \
          wheels writes it.",
    remedy: "Repack the wheel with `wheel pack`, which writes RECORD with SHA-256.",
    source: "PyPA specifications, \"Recording installed projects\", \"The RECORD file\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let others = record.lines.iter().filter_map(|line| {
        let (name, _) = line.hash().filter(|(name, _)| *name != "sha256")?;
        let is_strong = STRONG_HASHES.iter().any(|strong| name.starts_with(strong));
        is_strong.then(|| Place::member(&line.path).with(&format!("its hash is {name}")))
    });
    Found::places("has hashes in RECORD that were not verified", others)
}
