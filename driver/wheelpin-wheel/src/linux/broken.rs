use crate::finding::Place;
use crate::linux::{Level, Need, NeedKind, Promise};
use crate::rule::Found;
use crate::wheel::Wheel;

/// What is found of one kind of needs: those that a promise of the file name does not
/// cover. `what` is what is needed: "versions of symbols".
pub(crate) fn broken(wheel: &Wheel, kind: NeedKind, what: &str) -> Option<Found> {
    let (promise, needs) = wheel.promises.iter().find(|(promise, needs)| {
        needs.iter().any(|need| need.kind == kind && need.needs.exceed(promise.level))
    })?;
    let places = needs
        .iter()
        .filter(|need| need.kind == kind && need.needs.exceed(promise.level))
        .map(|need| Place::member(&need.path).with(&need.what));
    let found = Found::new(format!("needs {what} that {} does not promise", promise.tag()));
    let found = found.at(places);
    Some(match lowest(promise, needs) {
        Some(level) => found.remedy(format!(
            "Build it against an older system, or tag it as what it is: {}.",
            promise.at(level)
        )),
        None => found,
    })
}

/// The oldest policy that satisfies all these needs; none where there is none.
pub(crate) fn lowest(promise: &Promise, needs: &[Need]) -> Option<Level> {
    promise.family.policies().lowest(&promise.arch, needs.iter().map(|need| need.needs))
}
