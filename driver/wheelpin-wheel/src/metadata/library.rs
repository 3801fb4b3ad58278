/// Where a member of a wheel goes when it is installed (PyPA specifications, "Binary
/// distribution format", "The .data directory").
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Installed<'a> {
    /// Among the importable: the path below `site-packages`.
    Library(&'a str),
    /// Into `.dist-info`.
    DistInfo,
    /// From `X.data/KEY/`: key and path; the key is not `purelib` or `platlib`.
    Data(&'a str, &'a str),
}

/// Where the member of that path goes.
pub(crate) fn installed(path: &str) -> Installed<'_> {
    let Some((first, rest)) = path.split_once('/') else {
        return Installed::Library(path);
    };
    if first.ends_with(".dist-info") {
        return Installed::DistInfo;
    }
    if !first.ends_with(".data") || !first.contains('-') {
        return Installed::Library(path);
    }
    match rest.split_once('/') {
        Some(("purelib" | "platlib", path)) => Installed::Library(path),
        Some((key, path)) => Installed::Data(key, path),
        None => Installed::Data("", rest),
    }
}

/// The module that a file is by its name: `a` for `a.py`, `a.pyd`, `a.so` and
/// `a.cpython-311-x86_64-linux-gnu.so`.
pub(crate) fn module_stem(file: &str) -> Option<&str> {
    let (stem, end) = file.rsplit_once('.')?;
    let stem = match end {
        "py" => stem,
        "so" | "pyd" => match stem.rsplit_once('.') {
            Some((name, tag)) if is_tag(tag) => name,
            _ => stem,
        },
        _ => return None,
    };
    (!stem.is_empty()).then_some(stem)
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty()
        && tag.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))
}

/// Whether Python's `import` takes that word.
pub(crate) fn is_identifier(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|one| one == '_' || one.is_alphanumeric())
        && !KEYWORDS.contains(&word)
}

/// Python's keywords (`keyword.kwlist` of Python 3.14).
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_directories_are_told_from_packages() {
        assert_eq!(installed("a/b.py"), Installed::Library("a/b.py"));
        assert_eq!(installed("a-1.data/purelib/a/b.py"), Installed::Library("a/b.py"));
        assert_eq!(installed("a-1.data/scripts/b"), Installed::Data("scripts", "b"));
        assert_eq!(installed("a.data/b.py"), Installed::Library("a.data/b.py"));
        assert_eq!(installed("a-1.dist-info/WHEEL"), Installed::DistInfo);
    }

    #[test]
    fn modules_have_their_suffix_taken_off() {
        assert_eq!(module_stem("a.py"), Some("a"));
        assert_eq!(module_stem("a.abi3.so"), Some("a"));
        assert_eq!(module_stem("a.cp311-win_amd64.pyd"), Some("a"));
        assert_eq!(module_stem("libz.so.1"), None);
        assert_eq!(module_stem(".py"), None);
    }

    #[test]
    fn keywords_cannot_be_imported() {
        assert!(is_identifier("_a1") && is_identifier("é"));
        assert!(!is_identifier("1a") && !is_identifier("class") && !is_identifier("a-b"));
    }
}
