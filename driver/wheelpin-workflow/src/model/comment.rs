use std::ops::Range;

/// A comment behind a value, in the same line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Comment<'a> {
    /// Without `#` and the white space around it.
    pub text: &'a str,
    /// The bytes from the `#` to the last that is no white space.
    pub bytes: Range<usize>,
}

impl<'a> Comment<'a> {
    /// The comment of the line that a value ends in, whose end is at `end`.
    #[must_use]
    pub fn after(text: &'a str, end: usize) -> Option<Self> {
        let rest = text.get(end..)?;
        let line = rest.split('\n').next().unwrap_or_default().trim_end();
        let spaces = line.len() - line.trim_start().len();
        let comment = line.get(spaces..)?;
        // A `#` is one of a comment only behind white space (YAML 1.2.2, 6.6).
        let inner = comment.strip_prefix('#').filter(|_| spaces > 0)?;
        Some(Self { text: inner.trim(), bytes: end + spaces..end + line.len() })
    }

    /// The version that it names: its first word that looks like one (`v4.1.1`, `tag=v1`,
    /// `1.0`, `stable`), as Dependabot and Renovate write it.
    #[must_use]
    pub fn version(&self) -> Option<&'a str> {
        self.version_bytes().and_then(|range| {
            let start = range.start - self.text_start();
            self.text.get(start..start + range.len())
        })
    }

    /// The bytes of the version in the file.
    #[must_use]
    pub fn version_bytes(&self) -> Option<Range<usize>> {
        let mut at = 0;
        for word in self.text.split_whitespace() {
            let found = self.text.get(at..)?.find(word)? + at;
            at = found + word.len();
            let inner = word.trim_end_matches([',', ';', ':']);
            let skipped = ["tag=", "pin@", "ratchet:"]
                .iter()
                .find_map(|prefix| inner.strip_prefix(prefix).map(|_| prefix.len()))
                .unwrap_or_default();
            let name = inner.get(skipped..)?;
            // `ratchet:actions/checkout@v4`
            let (skipped, name) = match name.rsplit_once('@') {
                Some((before, version)) => (skipped + before.len() + 1, version),
                None => (skipped, name),
            };
            if is_version(name) {
                let start = self.text_start() + found + skipped;
                return Some(start..start + name.len());
            }
        }
        None
    }

    fn text_start(&self) -> usize {
        // What is trimmed from the end stands behind `text`.
        self.bytes.end - self.text.len()
    }
}

/// `v1`, `1.2.3`, `v2.0.0-rc.1`, `release/v1`: something with a digit behind an optional `v`,
/// or one of the names that branches of actions have.
fn is_version(word: &str) -> bool {
    let last = word.rsplit('/').next().unwrap_or(word);
    let number = last.strip_prefix(['v', 'V']).unwrap_or(last);
    let is_number = number.starts_with(|character: char| character.is_ascii_digit())
        && word
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "._-+/".contains(character));
    is_number || matches!(word, "main" | "master" | "stable" | "beta" | "nightly")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(comment: &str) -> Option<String> {
        let text = format!("uses: a/b@c{comment}\nnext: 1\n");
        let comment = Comment::after(&text, 11)?;
        let version = comment.version().map(str::to_owned);
        if let Some(range) = comment.version_bytes() {
            assert_eq!(text.get(range).map(str::to_owned), version);
        }
        version
    }

    #[test]
    fn a_version_is_found_as_it_is_written_by_people_and_programs() {
        for (comment, expected) in [
            (" # v4.1.1", Some("v4.1.1")),
            (" #v4", Some("v4")),
            ("   #   tag=v4.1.1  ", Some("v4.1.1")),
            (" # pin@v4", Some("v4")),
            (" # ratchet:actions/checkout@v4", Some("v4")),
            (" # stable (2025-11-01)", Some("stable")),
            (" # the version v2.0.0-rc.1, pinned", Some("v2.0.0-rc.1")),
            (" # release/v1", Some("release/v1")),
            (" # v1.2\r", Some("v1.2")),
            (" # zizmor: ignore[unpinned-uses]", None),
            (" #", None),
            ("# v1", None),
            ("", None),
        ] {
            assert_eq!(version(comment).as_deref(), expected, "{comment:?}");
        }
    }
}
