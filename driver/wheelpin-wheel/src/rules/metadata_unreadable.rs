use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-unreadable",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "METADATA, PKG-INFO or WHEEL that cannot be read: no UTF-8, not of fields, or far too long",
    why: "Installers fail on it, or read something else than was meant.",
    remedy: "Build it again; write pyproject.toml and the description in UTF-8.",
    source: "PyPA specifications, \"Core metadata\"",
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let documents = &wheel.documents;
    let metadata = documents.metadata.as_ref().map(|metadata| metadata.unreadable.as_deref());
    let wheel_file = documents.wheel.as_ref().map(|wheel| wheel.unreadable.as_deref());
    let read = [("METADATA", metadata), ("WHEEL", wheel_file)];
    let places = read.into_iter().filter_map(|(name, why)| {
        let place = Place::member(&wheel.document(name)?.path);
        match why {
            None => Some(place.with("is too long to be read")),
            Some(why) => why.map(|why| place.with(why)),
        }
    });
    Found::places("has metadata that cannot be read", places)
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    let metadata = sdist.pkg_info.as_ref()?;
    let why = metadata.unreadable.as_deref()?;
    Some(Found::new("has metadata that cannot be read").at([metadata.place(why)]))
}
