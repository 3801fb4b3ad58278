/// How much of a message is read, in bytes; no person writes as much.
const LIMIT: usize = 256 << 10;

/// A message as lines without their ends and without what no text should hold:
/// control characters, and characters that change the direction of text.
pub(super) fn lines(message: &str) -> Vec<String> {
    let mut end = message.len().min(LIMIT);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    let (message, _) = message.split_at(end);
    message
        .split('\n')
        .map(|line| line.chars().filter(|character| !is_unfit(*character)).collect::<String>())
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn is_unfit(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Lines as text, without the blank ones around them.
pub(super) fn join(lines: &[String]) -> String {
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_and_control_characters_go() {
        assert_eq!(lines("a \r\nb\u{1b}[31m\u{202e}c\n"), ["a", "b[31mc", ""]);
    }

    #[test]
    fn a_huge_message_is_cut_at_a_character() {
        let huge = format!("a{}", "é".repeat(LIMIT));
        assert_eq!(lines(&huge).concat().len(), LIMIT - 1);
    }
}
