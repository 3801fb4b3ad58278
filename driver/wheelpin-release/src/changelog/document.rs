use std::ops::Range;

use super::fences::Fences;
use super::forge::Links;
use super::section::Section;
use crate::version::{TagFormat, Version};

/// How a changelog that is new begins.
const PREAMBLE: &str = "# Changelog\n";

/// A changelog as it stands in a file. What is not changed keeps every byte.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changelog {
    text: String,
    sections: Vec<Part>,
}

/// A heading with what stands below it.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Part {
    title: Title,
    heading: Range<usize>,
    body: Range<usize>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Title {
    Unreleased,
    Version(Version),
    Other,
}

impl Changelog {
    /// Reads a file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut sections: Vec<Part> = Vec::new();
        let mut fences = Fences::default();
        let mut at = 0;
        let mut end = text.len();
        let mut before = "";
        for line in text.split_inclusive('\n') {
            let next = at + line.len();
            let is_code = fences.holds(line);
            let found = match heading(line) {
                Some(title) => Some((title, at)),
                None => underlined(before, line).map(|title| (title, at - before.len())),
            };
            if let Some((title, start)) = found.filter(|_| !is_code) {
                if let Some(last) = sections.last_mut() {
                    last.body.end = start;
                }
                sections.push(Part { title, heading: start..next, body: next..text.len() });
                end = text.len();
            } else if !is_code && is_definition(line) {
                end = end.min(at);
            } else if !line.trim().is_empty() {
                end = text.len();
            }
            at = next;
            before = if is_code { "" } else { line };
        }
        // Definitions of links at the end belong to no section.
        if let Some(last) = sections.last_mut() {
            last.body.end = end.max(last.body.start);
        }
        Self { text: text.into(), sections }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The versions that have a section.
    pub fn versions(&self) -> impl Iterator<Item = Version> {
        self.sections.iter().filter_map(|part| match part.title {
            Title::Version(version) => Some(version),
            _ => None,
        })
    }

    /// What stands below the heading of a version: its release notes.
    #[must_use]
    pub fn notes(&self, version: &Version) -> Option<&str> {
        self.body(Title::Version(*version))
    }

    /// What people wrote for the next version.
    #[must_use]
    pub fn unreleased(&self) -> Option<&str> {
        self.body(Title::Unreleased)
    }

    fn body(&self, title: Title) -> Option<&str> {
        let part = self.sections.iter().find(|part| part.title == title)?;
        self.text.get(part.body.clone()).map(str::trim)
    }

    /// The file with `section` below `Unreleased`.
    #[must_use]
    pub fn with_unreleased(&self, section: &Section) -> String {
        self.with(&format!("## [Unreleased]\n\n{}", section.markdown()))
    }

    /// The file with a new version below an empty `Unreleased`: `heading` and
    /// `markdown` without line ends.
    #[must_use]
    pub fn with_version(&self, heading: &str, markdown: &str) -> String {
        self.with(&format!("## [Unreleased]\n\n{heading}\n\n{markdown}"))
    }

    /// The file with another text in place of the section `Unreleased`.
    fn with(&self, text: &str) -> String {
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let (before, after) =
            match self.sections.iter().find(|part| part.title == Title::Unreleased) {
                Some(part) => (part.heading.start, part.body.end),
                None => {
                    let first = self.sections.first().map(|part| part.heading.start);
                    let at = first.unwrap_or_else(|| self.definitions());
                    (at, at)
                }
            };
        let before = self.text.get(..before).unwrap_or_default().trim_end();
        let before = if before.is_empty() { PREAMBLE.trim_end() } else { before };
        let after = self.text.get(after..).unwrap_or_default().trim_start();
        let text = text.trim_end().replace('\n', newline);
        let mut new = [before, &text].join(&newline.repeat(2));
        new.push_str(newline);
        if !after.is_empty() {
            new.push_str(newline);
            new.push_str(after);
            if !after.ends_with('\n') {
                new.push_str(newline);
            }
        }
        new
    }

    /// Where the definitions of links at the end begin, in a file without sections.
    fn definitions(&self) -> usize {
        let mut end = self.text.len();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if is_definition(line) {
                end = end.min(at);
            } else if !line.trim().is_empty() {
                end = self.text.len();
            }
            at += line.len();
        }
        end
    }
}

/// A changelog's text with the definitions of the links of a new version: it and
/// `Unreleased`, compared to what came before.
#[must_use]
pub(crate) fn with_links(
    text: &str,
    links: &Links,
    tags: &TagFormat,
    previous: Option<&Version>,
    version: &Version,
) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let tag = tags.tag(version);
    let of_version = match previous {
        Some(previous) => links.compare(&tags.tag(previous), &tag),
        None => links.tag(&tag),
    };
    let new = [
        ("unreleased".to_owned(), format!("[unreleased]: {}", links.compare(&tag, "HEAD"))),
        (version.to_string(), format!("[{version}]: {of_version}")),
    ];
    let label = |line: &str| -> Option<String> {
        is_definition(line).then(|| {
            line.split_once("]:").map(|(label, _)| label.trim_start_matches('[').to_lowercase())
        })?
    };
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| label(line).is_none_or(|label| new.iter().all(|(name, _)| *name != label)))
        .collect();
    let last = kept.iter().rposition(|line| !line.trim().is_empty() && !is_definition(line));
    let (above, below) = kept.split_at(last.map_or(0, |last| last + 1));
    let definitions = new.iter().map(|(_, line)| line.as_str());
    let below = below.iter().copied().filter(|line| !line.trim().is_empty());
    let lines: Vec<&str> =
        above.iter().copied().chain([""]).chain(definitions).chain(below).collect();
    lines.join(newline) + newline
}

/// Whether a line defines a link: `[label]: address`.
fn is_definition(line: &str) -> bool {
    line.strip_prefix('[')
        .and_then(|rest| rest.split_once("]:"))
        .is_some_and(|(label, _)| !label.is_empty() && !label.contains(['[', ']']))
}

/// The title of a section: a heading of the second level, or of the first where it is a
/// version (conventional-changelog writes majors and minors so, and patches below them).
fn heading(line: &str) -> Option<Title> {
    match (line.strip_prefix("## "), line.strip_prefix("# ")) {
        (Some(words), _) => Some(title(words)),
        (_, Some(words)) => Some(title(words)).filter(|title| matches!(title, Title::Version(_))),
        _ => None,
    }
}

/// The version or `Unreleased` of a heading that is underlined.
fn underlined(words: &str, line: &str) -> Option<Title> {
    let line = line.trim_end();
    let is_line = |mark: char| line.len() >= 3 && line.chars().all(|other| other == mark);
    let is_plain = words.starts_with(|first: char| first == '[' || first.is_ascii_alphanumeric());
    let title = (is_plain && (is_line('-') || is_line('='))).then(|| title(words));
    title.filter(|title| *title != Title::Other)
}

/// What a heading says: `[1.2.0] - 2026-01-31`, `v1.2.0 (2026-01-31)`, `1.2.0`,
/// `[1.2.0](address)`, `[Unreleased]`.
fn title(words: &str) -> Title {
    let word = words.trim().trim_start_matches('[');
    let end = word.find([']', ' ', '(', '\t', ',']).unwrap_or(word.len());
    let word = word.get(..end).unwrap_or_default().trim_end_matches(':');
    if word.eq_ignore_ascii_case("unreleased") {
        return Title::Unreleased;
    }
    // Of a package: `name-v1.2.0`.
    let plain = word.trim_start_matches('v');
    let of_package = word.rsplit_once("-v").map(|(_, version)| version);
    [Some(plain), of_package]
        .into_iter()
        .flatten()
        .filter(|version| version.contains('.'))
        .find_map(|version| version.parse().ok())
        .map_or(Title::Other, Title::Version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = "# Changelog\n\nAll of it.\n\n## [Unreleased]\n\n### Added\n\n- by hand\n\n\
        ## [1.1.0] - 2026-01-31\n\n### Fixed\n\n- a\n\n## v1.0.0 (2026-01-01)\n\nFirst.\n\n\
        [unreleased]: https://github.com/a/b/compare/v1.1.0...HEAD\n[1.1.0]: https://github.com/a/b/compare/v1.0.0...v1.1.0\n";

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn sections_are_found_by_version() {
        let changelog = Changelog::parse(KEPT);
        assert_eq!(changelog.versions().collect::<Vec<_>>(), [version("1.1.0"), version("1.0.0")]);
        assert_eq!(changelog.notes(&version("1.1.0")), Some("### Fixed\n\n- a"));
        assert_eq!(changelog.notes(&version("1.0.0")), Some("First."));
        assert_eq!(changelog.notes(&version("2.0.0")), None);
        assert_eq!(changelog.unreleased(), Some("### Added\n\n- by hand"));
    }

    #[test]
    fn headings_of_many_shapes_are_read() {
        for (words, found) in [
            ("[1.2.0](https://a)", "1.2.0"),
            ("1.2.0", "1.2.0"),
            ("v1.2.0-beta.1, today", "1.2.0-beta.1"),
            ("[0.0.4a0] - 2026-01-31", "0.0.4-alpha.0"),
            ("core-v1.2.0", "1.2.0"),
        ] {
            assert_eq!(title(words), Title::Version(version(found)), "{words}");
        }
        for words in ["Notes", "2024", "", "[", "1 thing", "[Unreleased"] {
            assert!(!matches!(title(words), Title::Version(_)), "{words}");
        }
    }

    #[test]
    fn a_version_takes_the_place_of_unreleased() {
        let changelog = Changelog::parse(KEPT);
        let new = changelog.with_version("## [1.2.0] - 2026-02-01", "### Added\n\n- by hand");
        let expected =
            KEPT.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [1.2.0] - 2026-02-01\n");
        assert_eq!(new, expected);
        let format = TagFormat::new("v{version}", None).unwrap();
        let links = Links::new("https://github.com/a/b", None).unwrap();
        let linked = with_links(&new, &links, &format, Some(&version("1.1.0")), &version("1.2.0"));
        assert!(
            linked.ends_with(
                "First.\n\n[unreleased]: https://github.com/a/b/compare/v1.2.0...HEAD\n\
             [1.2.0]: https://github.com/a/b/compare/v1.1.0...v1.2.0\n\
             [1.1.0]: https://github.com/a/b/compare/v1.0.0...v1.1.0\n"
            ),
            "{linked}"
        );
        assert_eq!(
            with_links(&linked, &links, &format, Some(&version("1.1.0")), &version("1.2.0")),
            linked
        );
    }

    #[test]
    fn unreleased_is_written_again_to_the_same() {
        let changelog = Changelog::parse(KEPT);
        let mut section = Section::parse(changelog.unreleased().unwrap());
        assert_eq!(changelog.with_unreleased(&section), KEPT);
        section.merge(Section::parse("### Fixed\n\n- b"));
        let once = changelog.with_unreleased(&section);
        let again = Changelog::parse(&once).with_unreleased(&section);
        assert_eq!(once, again);
        assert!(once.contains("- by hand\n\n### Fixed\n\n- b\n\n## [1.1.0]"), "{once}");
    }

    #[test]
    fn a_file_that_is_empty_or_has_no_versions_gets_one() {
        let new = Changelog::parse("").with_version("## [0.1.0]", "- a");
        assert_eq!(new, "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n\n- a\n");
        let text = "# Changes\r\n\r\nWords.\r\n\r\n[a]: b\r\n";
        let new = Changelog::parse(text).with_version("## [0.1.0]", "- a");
        assert_eq!(
            new,
            "# Changes\r\n\r\nWords.\r\n\r\n## [Unreleased]\r\n\r\n## [0.1.0]\r\n\r\n- a\r\n\r\n[a]: b\r\n"
        );
    }

    #[test]
    fn headings_may_be_underlined() {
        let text = "Changes\n=======\n\n1.1.0 (2026-01-31)\n------------------\n\n- b\n\nv1.0.0\n------\n\n- a\n\n- 2.0.0\n---\n\n---\n";
        let changelog = Changelog::parse(text);
        assert_eq!(changelog.versions().collect::<Vec<_>>(), ["1.1.0", "1.0.0"].map(version));
        assert_eq!(changelog.notes(&version("1.1.0")), Some("- b"));
        let new = changelog.with_version("## [1.2.0]", "- c");
        assert!(
            new.starts_with(
                "Changes\n=======\n\n## [Unreleased]\n\n## [1.2.0]\n\n- c\n\n1.1.0 (2026-01-31)\n---"
            ),
            "{new}"
        );
    }

    #[test]
    fn a_heading_in_code_is_none() {
        for code in ["```\n## 0.9.0\n```", "~~~~ md\n```\n## 0.9.0\n~~~\n## 0.8.0\n~~~~~"] {
            let changelog = Changelog::parse(&format!("## 1.0.0\n\n{code}\n"));
            assert_eq!(changelog.versions().count(), 1, "{code}");
        }
    }

    #[test]
    fn versions_may_be_headings_of_the_first_level() {
        let text = "# Changes\n\n## [1.1.1](a)\n\n- c\n\n# [1.1.0](b) (2026-01-01)\n\n- b\n\n# 1.0.0\n\n- a\n";
        let changelog = Changelog::parse(text);
        assert_eq!(
            changelog.versions().collect::<Vec<_>>(),
            ["1.1.1", "1.1.0", "1.0.0"].map(version)
        );
        assert_eq!(changelog.notes(&version("1.1.1")), Some("- c"));
        let new = changelog.with_version("## [1.2.0]", "- d");
        assert!(
            new.starts_with("# Changes\n\n## [Unreleased]\n\n## [1.2.0]\n\n- d\n\n## [1.1.1](a)")
        );
    }
}
