use crate::finding::Place;
use crate::member::Member;
use crate::rule::Found;
use crate::scan::{Hit, HitKind};
use crate::sdist::SdistMember;

/// A member that was searched.
pub(crate) trait Searched {
    /// Its path.
    fn path(&self) -> &str;
    /// What was found in it.
    fn hits(&self) -> &[Hit];
}

impl Searched for Member {
    fn path(&self) -> &str {
        &self.path
    }

    fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

impl Searched for SdistMember {
    fn path(&self) -> &str {
        &self.path
    }

    fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

/// What was found of one kind in a file's members.
pub(crate) fn leaks(members: &[impl Searched], kind: HitKind, message: &str) -> Option<Found> {
    let places = members.iter().flat_map(|member| {
        let hits = member.hits().iter().filter(move |hit| hit.kind == kind);
        hits.map(|hit| Place::member(member.path()).with(&hit.text))
    });
    Found::places(message, places)
}
