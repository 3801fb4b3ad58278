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

    /// The version that it names, as Dependabot and Renovate write it: the first word that is one for
    /// certain (`v4.1.1`, `tag=v1`, `1.0`), else the first that may be (`stable`). A number alone is
    /// one only where nothing else stands; a day never.
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
        let mut likely = None;
        for word in self.text.split_whitespace() {
            let found = self.text.get(at..)?.find(word)? + at;
            at = found + word.len();
            let inner = word.trim_start_matches('(');
            let found = found + word.len() - inner.len();
            let inner = inner.trim_end_matches([',', ';', ':', ')']);
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
            let start = self.text_start() + found + skipped;
            let is_alone = word.len() == self.text.len();
            match Word::read(name) {
                Some(Word::Version) => return Some(start..start + name.len()),
                Some(Word::Branch) => likely = likely.or(Some(start..start + name.len())),
                Some(Word::Number) if is_alone => return Some(start..start + name.len()),
                Some(Word::Number) | None => {}
            }
        }
        likely
    }

    fn text_start(&self) -> usize {
        // What is trimmed from the end stands behind `text`.
        self.bytes.end - self.text.len()
    }
}

/// What a word of a comment may say of a version.
enum Word {
    /// `v1`, `1.2.3`, `v2.0.0-rc.1`, `release/v1`.
    Version,
    /// One of the names that branches of actions have.
    Branch,
    /// `4`.
    Number,
}

impl Word {
    fn read(word: &str) -> Option<Self> {
        if matches!(word, "main" | "master" | "stable" | "beta" | "nightly") {
            return Some(Self::Branch);
        }
        let last = word.rsplit('/').next().unwrap_or(word);
        let number = last.strip_prefix(['v', 'V']).unwrap_or(last);
        let is_fit = |it: char| it.is_ascii_alphanumeric() || "._-+/".contains(it);
        if !number.starts_with(|it: char| it.is_ascii_digit()) || !word.chars().all(is_fit) {
            return None;
        }
        let is_day = number.split('-').map(str::len).eq([4, 2, 2])
            && number.chars().all(|it| it.is_ascii_digit() || it == '-');
        match number.len() < last.len() || number.contains('.') {
            true => Some(Self::Version),
            false if is_day => None,
            false => Some(Self::Number),
        }
    }
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
            (" # (v7.0.1)", Some("v7.0.1")),
            (" # 2026-01-01 v7.0.1", Some("v7.0.1")),
            (" # checkout 4 times v7.0.1", Some("v7.0.1")),
            (" # 3 of them", None),
            (" # 4", Some("4")),
            (" # main 2026-01-31", Some("main")),
            (" # zizmor: ignore[unpinned-uses]", None),
            (" #", None),
            ("# v1", None),
            ("", None),
        ] {
            assert_eq!(version(comment).as_deref(), expected, "{comment:?}");
        }
    }
}
