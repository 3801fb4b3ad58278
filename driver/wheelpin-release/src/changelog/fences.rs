/// Which lines of a Markdown text are code between fences.
///
/// Fences that are indented are left out: they are those of entries, and end with their
/// entry, closed or not.
///
/// Source: CommonMark 0.31, section 4.5: three or more backticks or tildes; the end has as
/// many of the same and nothing behind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the next line is code, or begins or ends it.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| line.chars().take_while(|other| *other == mark).count());
        let rest = line.get(length..).unwrap_or_default();
        match (self.open, mark) {
            (None, Some(mark)) if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                self.open = Some((mark, length));
                true
            }
            (None, _) => false,
            (Some((open, least)), Some(mark))
                if mark == open && length >= least && rest.trim().is_empty() =>
            {
                self.open = None;
                true
            }
            (Some(_), _) => true,
        }
    }
}
