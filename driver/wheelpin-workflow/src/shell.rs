use std::ops::Range;

/// A command of a script: its words, and the bytes it stands in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Command {
    /// The program and its arguments, without quotes.
    pub(crate) words: Vec<String>,
    /// From its first to its last byte in the script.
    pub(crate) bytes: Range<usize>,
}

impl Command {
    /// The name of the program, without its directory.
    pub(crate) fn program(&self) -> &str {
        let word = self.words.first().map(String::as_str).unwrap_or_default();
        word.rsplit('/').next().unwrap_or(word)
    }

    /// Whether arguments are there, in this order, with others between them.
    pub(crate) fn has(&self, arguments: &[&str]) -> bool {
        let mut words = self.words.iter().skip(1);
        arguments.iter().all(|argument| words.any(|word| word == argument))
    }
}

/// Words before a command that are none themselves.
const KEYWORDS: &[&str] =
    &["if", "then", "elif", "else", "while", "until", "do", "!", "{", "(", "time", "exec", "sudo"];

/// The commands of a script in a shell, as far as they can be told without running it: lines,
/// `;`, `&`, `|`, brackets, quotes, comments and continued lines are known; what a variable
/// holds is not.
pub(crate) fn commands(script: &str) -> Vec<Command> {
    let mut found = Vec::new();
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let mut word: Option<(String, usize)> = None;
    let mut quote: Option<char> = None;
    let mut is_comment = false;
    let mut characters = script.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_comment && character != '\n' {
            continue;
        }
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => push(&mut word, at, character),
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert((String::new(), at));
            }
            (None, '\\' | '`') if characters.peek().is_some_and(|(_, next)| *next == '\n') => {
                characters.next();
                end_word(&mut words, &mut word, at);
            }
            (None, '\\') => {
                if let Some((_, next)) = characters.next() {
                    push(&mut word, at, next);
                }
            }
            (None, '#') if word.is_none() => is_comment = true,
            (None, '\n' | ';' | '&' | '|' | '(' | ')' | '`') => {
                is_comment = false;
                end_word(&mut words, &mut word, at);
                end_command(&mut found, &mut words);
            }
            (None, _) if character.is_whitespace() => end_word(&mut words, &mut word, at),
            (None, _) => push(&mut word, at, character),
        }
    }
    end_word(&mut words, &mut word, script.len());
    end_command(&mut found, &mut words);
    found
}

fn push(word: &mut Option<(String, usize)>, at: usize, character: char) {
    word.get_or_insert((String::new(), at)).0.push(character);
}

fn end_word(
    words: &mut Vec<(String, Range<usize>)>,
    word: &mut Option<(String, usize)>,
    at: usize,
) {
    words.extend(word.take().map(|(text, start)| (text, start..at)));
}

fn end_command(found: &mut Vec<Command>, words: &mut Vec<(String, Range<usize>)>) {
    let is_before = |word: &str| {
        let is_set = word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        });
        is_set || KEYWORDS.contains(&word)
    };
    let skipped = words.iter().take_while(|(word, _)| is_before(word)).count();
    let words: Vec<_> = words.drain(..).skip(skipped).collect();
    if let (Some((_, first)), Some((_, last))) = (words.first(), words.last()) {
        let bytes = first.start..last.end;
        found.push(Command { words: words.into_iter().map(|(word, _)| word).collect(), bytes });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_apart() {
        let script = "# twine upload x\nA=b twine upload \\\n  'dist/a b'; if cd x && (uv publish)\nthen x | y";
        let told: Vec<String> =
            commands(script).iter().map(|command| command.words.join("|")).collect();
        assert_eq!(told, ["twine|upload|dist/a b", "cd|x", "uv|publish", "x", "y"]);
    }

    #[test]
    fn a_command_knows_its_place_and_arguments() {
        let script = "true\n/usr/bin/python3 -m twine --x upload";
        let command = &commands(script)[1];
        assert_eq!(&script[command.bytes.clone()], "/usr/bin/python3 -m twine --x upload");
        assert_eq!(command.program(), "python3");
        assert!(command.has(&["-m", "twine", "upload"]) && !command.has(&["upload", "twine"]));
    }

    #[test]
    fn a_text_without_an_end_is_no_trouble() {
        for script in ["'", "\\", "a '", "#", "a \\\n", ""] {
            assert!(commands(script).len() < 2, "{script:?}");
        }
    }
}
