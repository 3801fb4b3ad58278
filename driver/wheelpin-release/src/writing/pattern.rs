use std::path::Path;

use super::place::{Form, Place};
use super::workspace::place;
use crate::version::Version;
use crate::{Error, VersionFile};

/// Most bytes of a version: three numbers of 20 digits and a pre-release.
const LONGEST: usize = 100;

/// The places of a version in a file of any kind, by the text around them.
pub(super) fn matches(path: &Path, text: &str, file: &VersionFile) -> Result<Vec<Place>, Error> {
    let pattern = file.pattern.as_str();
    let (parts, form) = match pattern.split_once("{version}") {
        Some(parts) => (Some(parts), Form::Cargo),
        None => (pattern.split_once("{python-version}"), Form::Python),
    };
    let mut places = Vec::new();
    if let Some((before, after)) = parts {
        let mut from = 0;
        while let Some(rest) = text.get(from..) {
            // An empty beginning matches everywhere: the start of a version does then.
            let Some(found) = rest.find(before) else { break };
            let start = from + found + before.len();
            let tail = text.get(start..).unwrap_or_default();
            let has_number = tail.starts_with(|first: char| first.is_ascii_digit());
            let length = tail.find(|character| !is_part(character)).unwrap_or(tail.len());
            let length = if has_number { length } else { 0 };
            let mut length = length.min(LONGEST);
            // Characters of versions may stand after it too.
            while length > 0 && !is_match(tail, length, after) {
                length -= 1;
            }
            let version = tail.get(..length).unwrap_or_default();
            if version.is_empty() {
                from += found
                    + rest
                        .get(found..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8);
            } else {
                let span = start..start + version.len();
                from = span.end.max(start + 1);
                places.push(place(path, pattern, version.into(), span, form));
            }
        }
    }
    if places.is_empty() {
        return Err(Error::NoMatch { path: path.into(), pattern: pattern.into() });
    }
    Ok(places)
}

fn is_match(text: &str, length: usize, after: &str) -> bool {
    text.split_at_checked(length).is_some_and(|(version, tail)| {
        tail.starts_with(after) && version.parse::<Version>().is_ok()
    })
}

/// Whether a character can be part of a version. All are ASCII.
fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | '+' | '!')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let file = VersionFile { path: "a".into(), pattern: pattern.into() };
        let places = matches(Path::new("a"), text, &file).unwrap_or_default();
        places
            .into_iter()
            .map(|place| {
                assert_eq!(text[place.span], place.text);
                place.text
            })
            .collect()
    }

    #[test]
    fn versions_are_found_by_the_text_around_them() {
        assert_eq!(
            found("v = \"{version}\"", "u = \"1.0.0\"\nv = \"1.2.0-beta.1\"\n"),
            ["1.2.0-beta.1"]
        );
        assert_eq!(
            found("pip install a=={python-version}", "pip install a==1.2b1. Then"),
            ["1.2b1"]
        );
        assert_eq!(found("a-{version}.tar", "a-1.0.0.tar.gz a-1.0.0.tar"), ["1.0.0", "1.0.0"]);
        assert_eq!(found("é{version}é", "éé1.0.0éé1.0.0é"), ["1.0.0", "1.0.0"]);
    }

    #[test]
    fn other_text_is_no_match() {
        for text in ["", "v = \"\"", "v = \"x\"", "v = \"1.0.0", "v = 1.0.0"] {
            assert_eq!(found("v = \"{version}\"", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn long_texts_end_soon() {
        let text = format!("v{}", "1.".repeat(200));
        assert_eq!(found("v{version}x", &text.repeat(30)), [""; 0]);
    }
}
