use crate::finding::Place;

/// Something about the tar file itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct SdistProblem {
    /// What kind of thing.
    pub(crate) kind: SdistProblemKind,
    /// The member, where it is one's.
    pub(crate) member: Option<String>,
    /// What exactly, for people.
    pub(crate) detail: String,
}

/// Kinds of problems; each is one rule's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SdistProblemKind {
    /// No gzip or tar file, or one that is cut off or damaged, or a ZIP file as well.
    Unreadable,
    /// Something stands behind the end.
    Trailing,
    /// A member with holes.
    Sparse,
    /// More than is read of one file.
    Unread,
}

impl SdistProblem {
    pub(super) fn place(&self) -> Place {
        match &self.member {
            Some(member) => Place::member(member).with(&self.detail),
            None => Place::detail(&self.detail),
        }
    }
}
