use crate::linux::{Level, Needs, Promise};

/// One promise of a file name, and whether it is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) promise: Promise,
    /// What is needed beyond it, at most [`Kept::MOST`].
    pub(crate) broken: Vec<Need>,
    /// The least that a policy has to have; none where no policy has all that is needed.
    least: Option<Level>,
}

/// Something that a binary needs of the system.
#[derive(Debug)]
pub(crate) struct Need {
    /// The binary.
    pub(crate) path: String,
    pub(crate) kind: NeedKind,
    /// For people: `GLIBC_2.34 of libc.so.6`.
    pub(crate) what: String,
}

/// Kinds of needs; each is one rule's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NeedKind {
    /// A version of a symbol.
    Version,
    /// A library that is not in the wheel.
    Library,
    /// Python's own library.
    Libpython,
    /// A name that its library keeps for itself.
    Name,
    /// A newer x86-64 than the first.
    Isa,
}

impl Kept {
    /// Needs that are kept of one promise.
    pub(crate) const MOST: usize = 10_000;

    pub(super) fn new(promise: &Promise) -> Self {
        Self { promise: promise.clone(), broken: Vec::new(), least: Some((0, 0)) }
    }

    /// Takes in what a binary needs; `what` is asked for where the promise does not cover it.
    pub(super) fn need(
        &mut self,
        path: &str,
        kind: NeedKind,
        needs: Needs,
        what: impl FnOnce() -> String,
    ) {
        self.least = match needs {
            Needs::Level(level) => self.least.map(|least| least.max(level)),
            Needs::None => None,
        };
        if needs.exceed(self.promise.level) && self.broken.len() < Self::MOST {
            self.broken.push(Need { path: path.into(), kind, what: what() });
        }
    }

    /// The oldest policy that has all that is needed; none where there is none.
    pub(crate) fn lowest(&self) -> Option<Level> {
        self.promise.family.policies().lowest(&self.promise.arch, self.least?)
    }
}
