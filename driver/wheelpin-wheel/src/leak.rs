use crate::finding::Place;
use crate::member::Member;
use crate::rule::Found;
use crate::scan::HitKind;

/// What was found of one kind in a file's members.
pub(crate) fn leaks(members: &[Member], kind: HitKind, message: &str) -> Option<Found> {
    let places = members.iter().flat_map(|member| {
        let hits = member.hits.iter().filter(move |hit| hit.kind == kind);
        hits.map(|hit| Place::member(&member.path).with(&hit.text))
    });
    Found::places(message, places)
}
