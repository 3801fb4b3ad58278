use crate::finding::Place;
use crate::linux::needs::Need;
use crate::linux::{Level, Linux, NeedKind, Promise};
use crate::rule::Found;
use crate::wheel::Wheel;

/// What is found of one kind of needs: those that a promise of the file name does not
/// cover. `what` is what is needed: "versions of symbols".
pub(crate) fn broken(wheel: &Wheel, kind: NeedKind, what: &str) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let (promise, needs) = linux.promises.iter().find_map(|promise| {
        let needs = linux.needs(promise);
        let is_broken = |need: &Need| need.kind == kind && need.needs.exceed(promise.level);
        needs.iter().any(is_broken).then_some((promise, needs))
    })?;
    let places = needs
        .iter()
        .filter(|need| need.kind == kind && need.needs.exceed(promise.level))
        .map(|need| Place::member(need.path).with(&need.what));
    let found = Found::new(format!("needs {what} that {} does not promise", promise.tag()));
    let found = found.at(places);
    Some(match policy(promise, &needs) {
        Some(level) => found.remedy(format!(
            "Build it against an older system, or tag it as what it is: {}.",
            promise.at(level)
        )),
        None => found,
    })
}

/// The oldest policy that all binaries of a promise satisfy; none where there is none.
pub(crate) fn lowest(linux: &Linux<'_>, promise: &Promise) -> Option<Level> {
    policy(promise, &linux.needs(promise))
}

fn policy(promise: &Promise, needs: &[Need<'_>]) -> Option<Level> {
    promise.family.policies().lowest(&promise.arch, needs.iter().map(|need| need.needs))
}
