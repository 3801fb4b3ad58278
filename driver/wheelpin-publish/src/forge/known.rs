//! The forge that wheelpin knows by name. Its address is product data and stands here alone.

/// Base of GitHub's REST API, where no variable of the environment says another.
pub(super) const GITHUB_API: &str = "https://api.github.com/";
