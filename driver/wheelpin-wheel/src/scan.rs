use crate::member::MemberKind;

/// Something that no published file should have.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Hit {
    /// What kind of thing.
    pub(crate) kind: HitKind,
    /// The text around it, clipped; a secret is cut short.
    pub(crate) text: String,
}

/// Kinds of what no published file should have; each is one rule's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum HitKind {
    /// A path of the Nix store.
    Store,
}

/// Looks for leaks in a member's bytes as they come.
pub(crate) struct Scanner {
    hits: Vec<Hit>,
}

impl Scanner {
    pub(crate) fn new(_path: &str) -> Self {
        Self { hits: Vec::new() }
    }

    /// The next bytes.
    pub(crate) fn feed(&mut self, _chunk: &[u8], _kind: MemberKind) {}

    /// All that was found.
    pub(crate) fn finish(self) -> Vec<Hit> {
        self.hits
    }
}
