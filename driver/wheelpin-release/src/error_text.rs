//! Parts of messages.

/// The first digits of a commit.
#[must_use]
pub fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

pub(crate) fn no_package(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("find a package called {name:?}"),
        None => "know which package is meant: there are several".into(),
    }
}

/// The first files, and that they are changed.
pub(crate) fn files_are(files: &[String]) -> String {
    match files {
        [one] => format!("{one} is"),
        [first, rest @ ..] => format!("{first} and {} more are", rest.len()),
        [] => "files are".into(),
    }
}
