use std::collections::BTreeSet;

use memchr::memmem;

/// A signature as CPython finds it at the beginning of a compiled function's documentation
/// (`Objects/typeobject.c`, `find_signature` and `SIGNATURE_END_MARKER`): the name, parameters in
/// parentheses, and `--` on a line of its own before an empty one. PyO3 writes such for
/// functions, methods and classes with a constructor.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TextSignature {
    /// The function, method, or class.
    pub name: String,
    /// Between the parentheses: `$self, key, default=None`. A method's first parameter begins with
    /// `$`, so that methods can be told from functions, constructors and static methods; of which
    /// class it is is not written.
    pub parameters: String,
}

/// What ends a signature.
const END: &[u8] = b")\n--\n\n";
/// The longest signature that is read, in bytes; pydantic-core's longest has 460.
const LONGEST: usize = 8 << 10;
/// The most that are kept of one file; pydantic-core has 70.
const MOST: usize = 20_000;

impl TextSignature {
    /// All within the bytes of a binary, each once. They are texts that end in a zero, so what
    /// does not stand behind the zero of the text before it is none.
    pub(super) fn all(bytes: &[u8]) -> BTreeSet<Self> {
        let found = memmem::find_iter(bytes, END).take(MOST);
        found.filter_map(|end| Self::ending(bytes, end)).collect()
    }

    /// The one whose closing parenthesis stands at `end`.
    fn ending(bytes: &[u8], end: usize) -> Option<Self> {
        let from = end.saturating_sub(LONGEST);
        let before = bytes.get(from..end)?;
        let start = memchr::memrchr(0, before)? + 1;
        let text = std::str::from_utf8(before.get(start..)?).ok()?;
        let (name, parameters) = text.split_once('(')?;
        let is_line = !text.contains(|one: char| one.is_control());
        (is_line && crate::metadata::is_identifier(name))
            .then(|| Self { name: name.into(), parameters: parameters.into() })
    }

    /// Whether it is of a method or a class method.
    #[must_use]
    pub fn is_method(&self) -> bool {
        self.parameters.starts_with("$self") || self.parameters.starts_with("$cls")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_found_behind_zeros() {
        let bytes = b"x\0get($self, key, default=None)\n--\n\nText\0f()\n--\n\n\0\
            textg(a)\n--\n\n\0 h(a)\n--\n\n\0class(a)\n--\n\n\0i(a\nb)\n--\n\n";
        let all = TextSignature::all(bytes);
        let texts: Vec<String> =
            all.iter().map(|one| format!("{}({})", one.name, one.parameters)).collect();
        assert_eq!(texts, ["f()", "get($self, key, default=None)", "textg(a)"]);
        assert_eq!(all.iter().filter(|one| one.is_method()).count(), 1);
    }

    #[test]
    fn what_has_no_beginning_is_none() {
        assert!(TextSignature::all(b"f()\n--\n\n").is_empty());
        let long = [b"\0f(".as_slice(), &[b'a'; LONGEST], END].concat();
        assert!(TextSignature::all(&long).is_empty());
        assert!(TextSignature::all(&[END, END].concat()).is_empty());
    }
}
