use serde::Serialize;

use crate::Cause;

/// One difference between two builds of a file.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Difference {
    /// The member; none for the archive itself.
    pub member: Option<String>,
    /// The section, field, line or record.
    pub place: String,
    /// What the first build has there.
    pub first: String,
    /// What the second has.
    pub second: String,
    /// Where that likely comes from.
    pub cause: Cause,
    /// Whether it is a mere consequence of another difference of the same file.
    pub follows: bool,
}

/// Most characters of a value that are told.
const LONGEST: usize = 120;

impl Difference {
    pub(crate) fn new(place: impl Into<String>, first: &str, second: &str, cause: Cause) -> Self {
        Self {
            member: None,
            place: place.into(),
            first: shown(first),
            second: shown(second),
            cause,
            follows: false,
        }
    }

    pub(crate) fn following(self) -> Self {
        Self { follows: true, ..self }
    }

    pub(crate) fn of(self, member: &str) -> Self {
        Self { member: Some(member.into()), ..self }
    }
}

/// A value on one line, shortened in its middle, without what terminals take for commands.
fn shown(value: &str) -> String {
    let plain: Vec<char> = value
        .chars()
        .take(4 * LONGEST)
        .map(|character| if character.is_control() { '·' } else { character })
        .collect();
    if plain.len() <= LONGEST && value.chars().count() <= LONGEST {
        return plain.into_iter().collect();
    }
    let head: String = plain.iter().take(LONGEST - 21).collect();
    let tail: Vec<char> = value.chars().rev().take(20).collect();
    let tail = tail
        .into_iter()
        .rev()
        .map(|character| if character.is_control() { '·' } else { character });
    format!("{head}…{}", tail.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_shortened_in_their_middle() {
        assert_eq!(shown("a\x1b[31m"), "a·[31m");
        let long = format!("begin{}end", "x".repeat(1000));
        let short = shown(&long);
        assert_eq!(short.chars().count(), LONGEST);
        assert!(short.starts_with("begin") && short.ends_with("end"));
    }
}
