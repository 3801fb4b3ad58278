use crate::finding::Place;
use crate::metadata::{STRONG_HASHES, is_signature};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "record-weak-hash",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "lines of RECORD without a hash, or with one weaker than SHA-256",
    why: "Installers have to refuse such a file: md5 and sha1 prove nothing.",
    remedy: "Repack the wheel with `wheel pack`, which writes RECORD with SHA-256.",
    source: "PyPA specifications, \"Binary distribution format\", \"The .dist-info directory\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let record = wheel.documents.record.as_ref()?;
    let weak = record.lines.iter().filter_map(|line| {
        if line.path == record.path || is_signature(&line.path) || line.path.ends_with('/') {
            return None;
        }
        let place = Place::member(&line.path);
        match line.hash() {
            Some((name, _)) if STRONG_HASHES.iter().any(|strong| name.starts_with(strong)) => None,
            Some((name, _)) => Some(place.with(&format!("its hash is {name}"))),
            None => Some(place.with("it has no hash")),
        }
    });
    Found::places("lists members in RECORD without a strong hash", weak)
}
