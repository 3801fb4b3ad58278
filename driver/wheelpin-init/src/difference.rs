use similar::TextDiff;

/// What differs between a file as it is and as it would be, as `diff -u` shows it.
#[must_use]
pub fn difference(path: &str, is: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(is, wanted);
    diff.unified_diff()
        .context_radius(2)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
