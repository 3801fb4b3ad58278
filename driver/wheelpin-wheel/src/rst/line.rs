/// The lines of a text as docutils takes them: tabs to every eighth column, no spaces at the
/// ends. None where a line is longer than anybody writes, or has what ends lines elsewhere.
pub(super) fn lines(text: &str) -> Option<Vec<String>> {
    text.split('\n')
        .map(|line| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let is_odd = |one: char| one.is_control() && one != '\t';
            let has_ends = line.contains(['\u{2028}', '\u{2029}']);
            (line.len() <= LONGEST && !has_ends && !line.contains(is_odd)).then(|| expanded(line))
        })
        .collect()
}

/// Bytes of a line that is looked at.
const LONGEST: usize = 10_000;

fn expanded(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut column = 0;
    for character in line.chars() {
        let width = if character == '\t' { 8 - column % 8 } else { 1 };
        if character == '\t' {
            text.extend(std::iter::repeat_n(' ', width));
        } else {
            text.push(character);
        }
        column += width;
    }
    text.truncate(text.trim_end().len());
    text
}

/// Spaces at the beginning.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether it is one mark of ASCII again and again: an underline, or a transition.
pub(super) fn rule_mark(line: &str) -> Option<char> {
    let first = line.chars().next().filter(char::is_ascii_punctuation)?;
    line.chars().all(|one| one == first).then_some(first)
}

/// What a line at the left begins, as far as its first characters tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Start {
    /// `- `, `* `, `+ ` and others; with the bytes before its text.
    Bullet(char, usize),
    /// `1. `; with the bytes before its text.
    Number(usize),
    /// `:NAME: `
    Field,
    /// `>>> `
    Doctest,
    /// `| `
    LineBlock,
    /// `+---+`
    GridTable,
    /// `=== ===`
    SimpleTable,
    /// `.. `
    Explicit,
    /// `__ `
    Anonymous,
    /// Four marks or more.
    Rule,
    /// Anything else that is certain.
    Text,
    /// What may be one or the other.
    Unknown,
}

/// Of a line that is not empty and begins with no space.
pub(super) fn start(line: &str) -> Start {
    let mut characters = line.chars();
    let first = characters.next().unwrap_or_default();
    let rest = characters.as_str();
    let is_item = rest.is_empty() || rest.starts_with(' ');
    let before = || line.len() - rest.trim_start_matches(' ').len();
    match first {
        '-' | '+' | '*' | '•' | '‣' | '⁃' if is_item => Start::Bullet(first, before()),
        '-' if rest.starts_with(|one: char| one.is_ascii_alphanumeric()) => Start::Unknown,
        '/' if rest.starts_with(|one: char| one.is_ascii_uppercase()) => Start::Unknown,
        '>' if line == ">>>" || line.starts_with(">>> ") => Start::Doctest,
        '|' if is_item => Start::LineBlock,
        '+' if line.starts_with("+-") || line.starts_with("+=") => {
            if line.ends_with('+') {
                Start::GridTable
            } else {
                Start::Unknown
            }
        }
        '.' if line == ".." || line.starts_with(".. ") => Start::Explicit,
        '_' if line == "__" || line.starts_with("__ ") => Start::Anonymous,
        '=' if is_simple_border(line) => Start::SimpleTable,
        ':' if rest.starts_with([':', ' ']) || rest.is_empty() => rule_or_text(line),
        ':' => field(rest),
        '-' if line.starts_with("--") && rule_mark(line).is_none() => Start::Unknown,
        _ if is_enumerator(line) => enumerator(line),
        _ => rule_or_text(line),
    }
}

fn rule_or_text(line: &str) -> Start {
    let is_rule = rule_mark(line).is_some() && line.len() >= 4;
    if is_rule { Start::Rule } else { Start::Text }
}

/// `=====  ====`, at the top of a simple table and within.
pub(super) fn is_simple_border(line: &str) -> bool {
    line.starts_with('=') && line.contains(' ') && line.chars().all(|one| matches!(one, '=' | ' '))
}

/// `rest` is what follows the first colon.
fn field(rest: &str) -> Start {
    match rest.split_once(':') {
        Some((name, after)) if !name.contains(['\\', '`']) && !name.ends_with(' ') => {
            if after.is_empty() || after.starts_with(' ') {
                Start::Field
            } else if after.contains(": ") || after.ends_with(':') {
                Start::Unknown
            } else {
                Start::Text
            }
        }
        Some(_) => Start::Unknown,
        None => Start::Text,
    }
}

/// `1. `, `(a) `, `iv) `, `#. `
fn is_enumerator(line: &str) -> bool {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let end = rest.find(|one: char| !one.is_ascii_alphanumeric() && one != '#');
    let Some((word, rest)) = end.map(|end| rest.split_at(end)) else { return false };
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit())
        || word == "#"
        || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || word.bytes().all(|byte| b"ivxlcdmIVXLCDM".contains(&byte));
    let behind = rest.strip_prefix(['.', ')']);
    !word.is_empty()
        && is_number
        && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
}

/// Plain numbers with a dot are followed; letters, Roman ones and parentheses are not.
fn enumerator(line: &str) -> Start {
    match line.split_once(". ") {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Start::Number(line.len() - rest.trim_start_matches(' ').len())
        }
        _ => Start::Unknown,
    }
}
