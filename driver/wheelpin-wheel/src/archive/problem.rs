/// Something about the records that an index, or an installer, refuses.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Problem {
    /// What kind of thing.
    pub(crate) kind: ProblemKind,
    /// The member, where it is one's.
    pub(crate) member: Option<String>,
    /// What exactly, for people.
    pub(crate) detail: String,
}

/// Kinds of problems; each is one rule's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ProblemKind {
    /// No end of the central directory, or a record that is cut off or unknown.
    Unreadable,
}
