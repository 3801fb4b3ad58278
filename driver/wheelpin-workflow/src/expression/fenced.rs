use std::ops::Range;

/// An expression between `${{` and `}}`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fenced<'a> {
    /// What stands between, without white space around it.
    pub text: &'a str,
    /// The bytes of the text it was found in, fences included.
    pub bytes: Range<usize>,
}

/// Every `${{ … }}` of a text. What has no end is none.
#[must_use]
pub fn fenced(text: &str) -> Vec<Fenced<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("${{")) {
        let start = at + start;
        let inner = start + 3;
        let Some(end) = end_of(text.as_bytes(), inner) else { break };
        let bytes = start..end + 2;
        found.push(Fenced { text: text.get(inner..end).unwrap_or_default().trim(), bytes });
        at = end + 2;
    }
    found
}

/// Whether all of a text is one expression.
#[must_use]
pub fn is_computed(text: &str) -> bool {
    let text = text.trim();
    matches!(fenced(text).as_slice(), [one] if one.bytes == (0..text.len()))
}

/// Where the `}}` stands that ends an expression: none within `'…'`.
fn end_of(bytes: &[u8], from: usize) -> Option<usize> {
    let mut is_quoted = false;
    for at in from..bytes.len() {
        match bytes[at] {
            b'\'' => is_quoted = !is_quoted,
            b'}' if !is_quoted && bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_found_with_their_places() {
        let found = fenced("a ${{ x }} ${{ '}}' }}é${{y}} ${{ z");
        let texts: Vec<&str> = found.iter().map(|fenced| fenced.text).collect();
        assert_eq!(texts, ["x", "'}}'", "y"]);
        assert_eq!(found[0].bytes, 2..10);
    }

    #[test]
    fn only_an_expression_alone_is_computed() {
        assert!(is_computed(" ${{ x }}\n"));
        assert!(!is_computed("a${{ x }}") && !is_computed("${{ x }}${{ y }}") && !is_computed("x"));
    }
}
