/// The narrowest width that text is wrapped to.
const NARROWEST: usize = 40;
/// The widest: longer lines are hard to read.
const WIDEST: usize = 100;

/// The width to wrap text to; none where stdout is no terminal, so that a line
/// stays a line for `grep`.
pub(crate) fn width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
    Some(usize::from(width.0).clamp(NARROWEST, WIDEST))
}
