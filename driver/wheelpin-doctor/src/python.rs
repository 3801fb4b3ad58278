use std::fmt;

/// A minor version of Python 3.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Python(pub(crate) u8);

impl fmt::Display for Python {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "3.{}", self.0)
    }
}

impl Python {
    /// Reads the start of `3.11`, `3.11.4` or `3.11-dev`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("3.")?;
        let digits: &str = &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())];
        digits.parse().ok().map(Self)
    }

    /// The lowest Python that a `requires-python` allows, as far as `>=`, `~=`,
    /// `==` and `>` of a minor version tell.
    ///
    /// <https://packaging.python.org/en/latest/specifications/version-specifiers/>
    pub(crate) fn floor(requires_python: &str) -> Option<Self> {
        requires_python
            .split(',')
            .filter_map(|clause| {
                let clause = clause.trim();
                let version = |operator| clause.strip_prefix(operator).and_then(Self::parse);
                version(">=")
                    .or_else(|| version("~="))
                    .or_else(|| version("==="))
                    .or_else(|| version("=="))
                    .or_else(|| {
                        // `>3.8` lets 3.8.1 in, `>3.8.*` is no specifier.
                        version(">")
                    })
            })
            .max()
    }
}

/// The Pythons in the words of an option, such as `3.11 3.12t`,
/// `python3.11 -i pypy3.10` or `cp311-*`, with whether each is free-threaded.
pub(crate) fn pythons_in(text: &str) -> Vec<(Python, bool)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '\'' | '"' | '[' | ']'))
        .filter_map(|word| {
            let word = word.trim_start_matches("python").trim_start_matches("cpython-");
            let minor = word.strip_prefix("3.").or_else(|| word.strip_prefix("cp3"))?;
            let end = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
            let python = minor[..end].parse().ok().map(Python)?;
            Some((python, minor[end..].starts_with('t')))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_the_highest_lower_bound() {
        assert_eq!(Python::floor(">=3.9, <4"), Some(Python(9)));
        assert_eq!(Python::floor(">=3.9,>=3.11.2"), Some(Python(11)));
        assert_eq!(Python::floor("~=3.10"), Some(Python(10)));
        assert_eq!(Python::floor("<4"), None);
        assert_eq!(Python::floor(">=3.999999"), None);
    }

    #[test]
    fn pythons_are_found_in_options() {
        let found = pythons_in("python3.11 3.13t pypy3.10 cp312-manylinux_x86_64 ubuntu-22.04");
        assert_eq!(found, [(Python(11), false), (Python(13), true), (Python(12), false)]);
    }
}
