/// A project's name as indexes compare it: `A.b__C` is `a-b-c` (PyPA specifications, "Names
/// and normalization").
#[must_use]
pub fn canonical_name(name: &str) -> String {
    let mut canonical = String::with_capacity(name.len());
    let mut after_mark = false;
    for character in name.chars() {
        let is_mark = matches!(character, '-' | '_' | '.');
        if !is_mark {
            canonical.extend(character.to_lowercase());
        } else if !after_mark {
            canonical.push('-');
        }
        after_mark = is_mark;
    }
    canonical
}

/// A project's name as file names have it: `a_b_c` (PyPA specifications, "Binary distribution
/// format", "Escaping and Unicode").
pub(crate) fn escaped_name(name: &str) -> String {
    canonical_name(name).replace('-', "_")
}

/// Whether it is a name of a project or an extra at all.
pub(crate) fn is_name(name: &str) -> bool {
    let ends = |character: Option<char>| character.is_some_and(|one| one.is_ascii_alphanumeric());
    ends(name.chars().next())
        && ends(name.chars().next_back())
        && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised() {
        assert_eq!(canonical_name("Friendly-._.Bard"), "friendly-bard");
        assert_eq!(escaped_name("ruamel.yaml"), "ruamel_yaml");
    }

    #[test]
    fn names_begin_and_end_with_letters_or_digits() {
        assert!(is_name("a.b-C_1") && is_name("7"));
        for name in ["", "-a", "a-", "a b", "é"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
