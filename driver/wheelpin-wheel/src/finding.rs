use serde::Serialize;

use crate::Severity;

/// Where in a file something was found.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Place {
    /// The path of the member; none for the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// What stands there, one line of at most [`Place::LONGEST`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Place {
    /// The longest detail, in characters.
    pub const LONGEST: usize = 200;
    /// The most places that a finding keeps.
    pub const MOST: usize = 20;

    pub(crate) fn member(member: &str) -> Self {
        Self { member: Some(clip(member)), detail: None }
    }

    /// A place of the file as a whole.
    pub(crate) fn detail(detail: &str) -> Self {
        Self { member: None, detail: Some(clip(detail)) }
    }

    pub(crate) fn with(self, detail: &str) -> Self {
        Self { detail: Some(clip(detail)), ..self }
    }
}

/// What one rule found in one file, in all its places.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file's name, without directories; none for the release as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What is wrong, a lowercase sentence without a full stop.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Where, at most [`Place::MOST`], in the order of the file.
    pub places: Vec<Place>,
    /// How many places there are in all.
    pub times: usize,
}

/// Text from outside for a message: one line, not too long, nothing that moves a
/// cursor.
pub(crate) fn clip(text: &str) -> String {
    clip_to(text, Place::LONGEST)
}

/// The same for a whole message.
pub(crate) fn one_line(text: &str) -> String {
    clip_to(text, 2 * Place::LONGEST)
}

fn clip_to(text: &str, longest: usize) -> String {
    let mut characters = text.chars();
    let mut clipped = String::new();
    for character in characters.by_ref().take(longest) {
        if character.is_control() {
            clipped.extend(character.escape_default());
        } else {
            clipped.push(character);
        }
    }
    if characters.next().is_some() {
        clipped.push('…');
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_written_out() {
        assert_eq!(clip("a\x1b[2J\nb"), "a\\u{1b}[2J\\nb");
    }

    #[test]
    fn long_text_ends_in_an_ellipsis() {
        let clipped = clip(&"é".repeat(Place::LONGEST + 1));
        assert_eq!(clipped.chars().count(), Place::LONGEST + 1);
        assert!(clipped.ends_with('…'));
    }
}
