/// Most characters of a crate's name and version (crates.io allows 64 for a
/// name).
const LIMIT: usize = 128;

/// Name and version of the crate in a line such as
/// `   Compiling serde v1.0.0 (/build/source)`.
pub(super) fn compiling(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim_start().strip_prefix("Compiling ")?.split_once(' ')?;
    let (version, place) = rest.split_once(' ').unwrap_or((rest, ""));
    let version = version.strip_prefix('v')?;
    let valid = is_word(name, b"-_")
        && is_word(version, b".-+")
        && version.starts_with(|first: char| first.is_ascii_digit())
        && (place.is_empty() || place.starts_with('('));
    valid.then_some((name, version))
}

fn is_word(text: &str, others: &[u8]) -> bool {
    (1..=LIMIT).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || others.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_says_what_it_compiles() {
        assert_eq!(compiling("   Compiling pyo3-ffi v0.29.0"), Some(("pyo3-ffi", "0.29.0")));
        assert_eq!(
            compiling("   Compiling engine v1.2.0-rc.1+z (/build/engine)"),
            Some(("engine", "1.2.0-rc.1+z")),
        );
    }

    #[test]
    fn other_lines_are_not_taken_for_it() {
        for line in [
            "",
            "Compiling",
            "Compiling a",
            "Compiling a b",
            "Compiling a v",
            "Compiling a vb c",
            "Compiling a/b v1",
            "Compiling the extension v1 of it",
            "    Finished a v1",
        ] {
            assert_eq!(compiling(line), None, "{line}");
        }
    }
}
