use crate::finding::Place;
use crate::linux::{Kept, NeedKind};
use crate::rule::Found;
use crate::wheel::Wheel;

/// What is found of one kind of needs: those that a promise of the file name does not
/// cover. `what` is what is needed: "versions of symbols".
pub(crate) fn broken(wheel: &Wheel, kind: NeedKind, what: &str) -> Option<Found> {
    let is_broken = |needs: &&Kept| needs.broken.iter().any(|need| need.kind == kind);
    let kept = wheel.promises.iter().find(is_broken)?;
    let needs = kept.broken.iter().filter(|need| need.kind == kind);
    let places = needs.map(|need| Place::member(&need.path).with(&need.what));
    let promise = &kept.promise;
    let found = Found::new(format!("needs {what} that {} does not promise", promise.tag()));
    let found = found.at(places);
    Some(match kept.lowest() {
        Some(level) => found.remedy(format!(
            "Build it against an older system, or tag it as what it is: {}.",
            promise.at(level)
        )),
        None => found,
    })
}
