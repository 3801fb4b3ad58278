/// The longest text from outside in a message, in characters.
const LONGEST: usize = 100;

/// Text from outside for a message: one line, not too long.
#[must_use]
pub fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into(),
    }
}
