use crate::Cause;
use crate::explain::Places;

/// Where the difference between two values likely comes from.
pub(crate) fn cause(first: &str, second: &str, places: &Places) -> Cause {
    let both = [first, second];
    let (one, two) = differing(first, second);
    let parts = [one, two];
    let is_in = |all: &[String], texts: [&str; 2]| {
        all.iter()
            .any(|part| part.len() > 1 && texts.iter().any(|text| text.contains(part.as_str())))
    };
    if is_in(&places.directories, parts)
        || is_in(&places.directories, both) && !same_without(first, second, &places.directories)
    {
        return Cause::Path;
    }
    if parts.iter().all(|part| is_uuid(part)) {
        return Cause::Serial;
    }
    let begins_with_version =
        parts.iter().all(|part| is_version(part.split(' ').next().unwrap_or_default()));
    if begins_with_version && both.iter().any(|text| names_compiler(text)) {
        return Cause::Compiler;
    }
    if parts.iter().any(|part| is_time(part))
        && parts.iter().all(|part| part.is_empty() || is_time(part))
    {
        return Cause::Timestamp;
    }
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    if parts.iter().all(is_number) && both.iter().all(|text| names_day(text)) {
        return Cause::Timestamp;
    }
    if parts.iter().any(|part| is_path(part)) {
        return Cause::Path;
    }
    if is_in(&places.names, parts) {
        return Cause::Machine;
    }
    if both.iter().any(|text| names_compiler(text)) {
        return Cause::Compiler;
    }
    if is_reordered(one, two) {
        return Cause::Order;
    }
    if parts.iter().all(|part| is_hash(part)) {
        return Cause::Hash;
    }
    if parts.iter().all(|part| is_version(part)) {
        return Cause::Version;
    }
    Cause::Content
}

/// Whether two texts differ in those parts alone.
fn same_without(first: &str, second: &str, parts: &[String]) -> bool {
    let mut texts = [first.to_owned(), second.to_owned()];
    for text in &mut texts {
        for part in parts {
            *text = text.replace(part.as_str(), "");
        }
    }
    texts[0] != texts[1]
}

/// The parts of two texts that differ, to the ends of the words that they are in.
pub(crate) fn differing<'a>(first: &'a str, second: &'a str) -> (&'a str, &'a str) {
    let start = first
        .char_indices()
        .zip(second.chars())
        .find(|((_, one), two)| one != two)
        .map_or(first.len().min(second.len()), |((at, _), _)| at);
    let start = first[..start]
        .rfind(is_end)
        .map_or(0, |at| at + first[at..].chars().next().map_or(1, char::len_utf8));
    let (one, two) = (&first[start..], &second[start..]);
    let common: usize = one
        .chars()
        .rev()
        .zip(two.chars().rev())
        .take_while(|(one, two)| one == two)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (short, long) = (one.len().min(two.len()), common);
    let tail = &one[one.len() - long.min(short)..];
    let kept = tail.find(is_end).map_or(0, |at| tail.len() - at);
    (&one[..one.len() - kept], &two[..two.len() - kept])
}

/// What a word ends at.
fn is_end(character: char) -> bool {
    character.is_whitespace() || character.is_control() || "\"'`,;()=<>|[]{}".contains(character)
}

fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether a word is, or ends or begins with, a date, a time of day or seconds since 1970.
fn is_time(text: &str) -> bool {
    if MONTHS.iter().any(|month| text.starts_with(month) && text.len() <= 9) {
        return true;
    }
    let shape: String = text
        .chars()
        .map(|character| if character.is_ascii_digit() { '0' } else { character })
        .collect();
    ["0000-00-00", "0000/00/00", "00:00:00", "00000000T000000"]
        .iter()
        .any(|form| shape.contains(form))
        || digits(text).any(is_epoch)
}

/// Whether a text has a day: `Nov 28`, `28 Nov`.
fn names_day(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let is_month = |word: &str| MONTHS.contains(&word);
        let is_day =
            |word: &str| word.trim_end_matches(',').parse::<u8>().is_ok_and(|day| day < 32);
        is_month(pair[0]) && is_day(pair[1]) || is_day(pair[0]) && is_month(pair[1])
    })
}

fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_digit())
}

/// Seconds, milliseconds, micro- or nanoseconds since 1970 in the years 2001 to 2100.
fn is_epoch(number: &str) -> bool {
    let Ok(value) = number.parse::<u64>() else { return false };
    let digits = match number.len() {
        10 => 1,
        13 => 1_000,
        16 => 1_000_000,
        19 => 1_000_000_000,
        _ => return false,
    };
    (978_307_200..4_133_980_800).contains(&(value / digits))
}

fn is_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/');
    let inner =
        ["/home/", "/build/", "/tmp/", "/Users/", "/root/", "/nix/store/", "/var/", "/work/"];
    is_drive
        || (text.starts_with('/') && text[1..].contains('/'))
        || inner.iter().any(|part| text.contains(part))
}

/// Whether a text is what a compiler writes of itself.
pub(crate) fn names_compiler(text: &str) -> bool {
    [
        "rustc version",
        "rustc ",
        "clang version",
        "LLVM version",
        "GCC: (",
        "Linker: LLD",
        "zig version",
        "/rustc/",
    ]
    .iter()
    .any(|name| text.contains(name))
}

fn is_hash(text: &str) -> bool {
    text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_version(text: &str) -> bool {
    let text = text.trim_start_matches('v');
    text.split('.').count() >= 2 && text.starts_with(|it: char| it.is_ascii_digit())
}

/// Whether two texts are the same words in another order.
fn is_reordered(first: &str, second: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = text
            .split(|it: char| !it.is_alphanumeric() && it != '_')
            .filter(|it| !it.is_empty())
            .map(Into::into)
            .collect();
        words.sort();
        words
    };
    let (one, two) = (words(first), words(second));
    one.len() > 1 && one == two
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause_of(first: &str, second: &str) -> Cause {
        let places = Places {
            directories: vec!["/build".into(), "/other".into()],
            names: vec!["host-a".into()],
        };
        cause(first, second, &places)
    }

    #[test]
    fn values_tell_where_they_come_from() {
        let cases = [
            ("built 2026-11-28T19:05:32Z", "built 2027-11-28T19:06:01Z", Cause::Timestamp),
            ("at 19:05:32 it", "at 19:05:47 it", Cause::Timestamp),
            ("epoch=1795892732", "epoch=1827428800", Cause::Timestamp),
            ("Nov 28", "Nov 29", Cause::Timestamp),
            ("in /build/source/src/lib.rs", "in /other/deep/source/src/lib.rs", Cause::Path),
            ("/home/a/x.rs", "/home/b/x.rs", Cause::Path),
            ("by host-a", "by host-b", Cause::Machine),
            (
                "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
                "urn:uuid:0e671687-395b-41f5-a30f-a58921a69b70",
                Cause::Serial,
            ),
            (
                "rustc version 1.98.0 (abc 2026-01-01)",
                "rustc version 1.97.0 (def 2025-11-01)",
                Cause::Compiler,
            ),
            ("a, b, c", "b, c, a", Cause::Order),
            ("one-two-three", "two-three-one", Cause::Order),
            ("0123456789abcdef0", "1123456789abcdef0", Cause::Hash),
            ("1.2.3", "1.3.0", Cause::Version),
            ("yes", "no", Cause::Content),
            ("", "something", Cause::Content),
        ];
        for (first, second, expected) in cases {
            assert_eq!(cause_of(first, second), expected, "{first} | {second}");
        }
    }

    #[test]
    fn parts_end_where_words_do() {
        assert_eq!(differing("at 12:34:56 now", "at 12:34:59 now"), ("12:34:56", "12:34:59"));
        assert_eq!(differing("äb c", "äb d"), ("c", "d"));
        assert_eq!(differing("same", "same"), ("same", "same"));
        assert_eq!(differing("a", "a b"), ("a", "a b"));
        for (one, two) in [("ä", "ö"), ("aä", "aö"), ("äa", "öa"), ("ää", "ä"), ("", "ö")]
        {
            let _ = differing(one, two);
        }
    }
}
