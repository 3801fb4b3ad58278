use ignore::gitignore::GitignoreBuilder;

/// Whether a glob of pyproject.toml, which starts at the project's directory,
/// names a file.
pub(crate) fn glob_names(glob: &str, path: &str) -> bool {
    let mut builder = GitignoreBuilder::new("");
    let anchored = format!("/{}", glob.trim_start_matches("./").trim_start_matches('/'));
    if builder.add_line(None, &anchored).is_err() {
        return false;
    }
    builder
        .build()
        .is_ok_and(|matcher| matcher.matched_path_or_any_parents(path, false).is_ignore())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_start_at_the_project() {
        assert!(glob_names("LICEN[CS]E*", "LICENSE-MIT"));
        assert!(glob_names("**/*.lock", "rust/Cargo.lock"));
        assert!(!glob_names("LICENSE", "vendor/LICENSE"));
        assert!(!glob_names("[", "a"));
    }
}
