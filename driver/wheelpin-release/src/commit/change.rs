/// One change that a commit message declares.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Change {
    /// The type in lower case, as `feat`.
    pub kind: String,
    /// What it is about, as `parser` in `feat(parser): …`.
    pub scope: Option<String>,
    /// The header without type and scope: one line without control characters.
    pub description: String,
    /// The paragraphs between header and footers.
    pub body: String,
    /// Footers in their order, those about breaking changes among them.
    pub footers: Vec<Footer>,
    /// Why it breaks what was there, one text for each footer that says so; the
    /// description where only a `!` does. Empty: it breaks nothing.
    pub breaking: Vec<String>,
}

impl Change {
    /// Whether users must change something.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        !self.breaking.is_empty()
    }
}

/// A footer, as `Closes #12` or `Reviewed-by: Z`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Footer {
    /// As written, as `Reviewed-by`.
    pub token: String,
    /// All that stands up to the next footer, without the separator.
    pub value: String,
}
