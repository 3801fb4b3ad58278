/// Text from outside, fit for a terminal: without escape sequences, control
/// characters (line feeds stay, tabs become spaces) and the characters that
/// change a line's direction.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => plain.push('\n'),
            '\t' => plain.push(' '),
            // ECMA-48 §5.4: CSI, parameters, one final byte from @ to ~.
            '\u{1b}' if characters.next_if_eq(&'[').is_some() => {
                while characters.next_if(|next| (' '..='?').contains(next)).is_some() {}
                characters.next_if(|next| ('@'..='~').contains(next));
            }
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            character if character.is_control() => {}
            character => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(plain("\u{1b}[31;1merror:\u{1b}[0m no"), "error: no");
    }

    #[test]
    fn lines_stay_and_other_controls_go() {
        assert_eq!(plain("a\tb\r\nc\u{7}\u{9b}d"), "a b\ncd");
    }

    #[test]
    fn a_sequence_cut_short_ends_with_the_text() {
        assert_eq!(plain("a\u{1b}[3"), "a");
        assert_eq!(plain("a\u{1b}"), "a");
    }

    #[test]
    fn text_cannot_be_turned_around() {
        assert_eq!(plain("whl.\u{202e}exe"), "whl.exe");
    }
}
