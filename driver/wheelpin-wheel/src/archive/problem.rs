use std::collections::BTreeMap;

use crate::finding::Place;
use crate::rule::Found;

/// Kinds of what is wrong with the records; each is one rule's.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum ProblemKind {
    /// No end of the central directory, or a record that is cut off or unknown.
    Unreadable,
    /// The directory is not where, or as long, as the end record says.
    DirectoryMismatch,
    /// A local header that disagrees with the directory, or is not there, or is there alone.
    HeaderMismatch,
    /// Two members of one name.
    DuplicateName,
    /// A name that is no UTF-8, or has control characters.
    Name,
    /// A compression method that installers do not know.
    Method,
    /// Sizes that stand behind the bytes.
    DataDescriptor,
    /// An encrypted member.
    Encrypted,
    /// A member with a comment.
    Comment,
    /// ZIP64 records or fields in a form that readers do not agree on.
    Zip64,
    /// Extra fields that are cut off or doubled.
    ExtraField,
    /// Bytes before the first member.
    Prefix,
    /// Bytes between records.
    Gap,
    /// Bytes behind the end.
    Trailing,
    /// Members that share bytes.
    Overlap,
    /// It decompresses to far more than it is.
    Ratio,
    /// More than is read of one file.
    Unread,
    /// What one reader takes one way and another another way, and the index takes.
    Ambiguous,
    /// Said to be on another disk.
    Disk,
}

/// What is wrong with an archive's records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    by_kind: BTreeMap<ProblemKind, Kept>,
}

/// Problems of one kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// The first [`Place::MOST`], in the order they were found.
    pub(crate) places: Vec<Place>,
    /// How many there are in all.
    pub(crate) times: usize,
}

impl Problems {
    /// Something about the file as a whole.
    pub(crate) fn of_file(&mut self, kind: ProblemKind, detail: &str) {
        self.add(kind, || Place::detail(detail));
    }

    /// Something about one member.
    pub(crate) fn of_member(&mut self, kind: ProblemKind, member: &str, detail: &str) {
        self.add(kind, || Place::member(member).with(detail));
    }

    /// The problems of one kind, where there are any.
    pub(crate) fn of(&self, kind: ProblemKind) -> Option<&Kept> {
        self.by_kind.get(&kind)
    }

    /// The problems of one kind as a finding.
    pub(crate) fn found(&self, kind: ProblemKind, message: &str) -> Option<Found> {
        let kept = self.of(kind)?;
        Some(Found::new(message).at(kept.places.iter().cloned()).times(kept.times))
    }

    fn add(&mut self, kind: ProblemKind, place: impl FnOnce() -> Place) {
        let kept = self.by_kind.entry(kind).or_default();
        kept.times += 1;
        if kept.places.len() < Place::MOST {
            kept.places.push(place());
        }
    }
}
