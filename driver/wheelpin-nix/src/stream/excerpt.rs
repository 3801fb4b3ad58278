/// The lines of a failed build that say why it failed.
///
/// `tail` is what [`super::BuildState::tail`] gives.
#[must_use]
pub fn excerpt(tail: &[String]) -> Vec<&str> {
    tail.iter().map(String::as_str).collect()
}
