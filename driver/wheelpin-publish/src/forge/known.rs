//! The forge that wheelpin knows by name. Its addresses are product data and stand here alone.

/// Base of GitHub's REST API, where no variable of the environment says another.
pub(super) const GITHUB_API: &str = "https://api.github.com/";

/// GitHub, where repositories are, where no variable of the environment says another.
pub const GITHUB_SERVER: &str = "https://github.com";
