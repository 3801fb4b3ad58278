use jiff::Timestamp;
use jiff::tz::TimeZone;
use wheelpin_dist::plain;

/// Most characters of a name that are shown.
const NAME: usize = 200;
/// Most characters of a sentence that are shown.
const SENTENCE: usize = 2_000;

/// A name from outside on one line, fit to be shown and not too long.
pub(crate) fn name(text: &str) -> String {
    cut(&plain(text).replace('\n', " "), NAME)
}

/// A sentence from outside.
pub(crate) fn sentence(text: &str) -> String {
    cut(plain(text).trim(), SENTENCE)
}

/// The last characters of an output, where the reason of a failure stands.
pub(crate) fn output(text: &str) -> String {
    let text = plain(text);
    let text = text.trim();
    match text.char_indices().rev().nth(SENTENCE - 1) {
        Some((at, _)) if at > 0 => format!("…{}", &text[at..]),
        _ => text.into(),
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.into(),
    }
}

/// An address that may be linked to: `https`, and nothing that could end or begin anything else.
pub(crate) fn link(url: &str) -> Option<&str> {
    let is_fit = |it: char| it.is_ascii_graphic() && !"\"'<>`\\{}|^".contains(it);
    let is_link = url.len() <= 2_000
        && url.strip_prefix("https://").is_some_and(|rest| {
            rest.starts_with(|it: char| it.is_ascii_alphanumeric()) && rest.chars().all(is_fit)
        });
    is_link.then_some(url)
}

/// Bytes for people, in decimal units as PyPI shows them.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Milliseconds for people: `0.4 s`, `8 s`, `2 min 05 s`, `1 h 02 min`.
pub(crate) fn duration(millis: u64) -> String {
    let seconds = millis / 1000 + u64::from(millis % 1000 >= 500);
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        _ if millis < 9_950 => format!("{}.{} s", (millis + 50) / 1000, (millis + 50) % 1000 / 100),
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02} min"),
    }
}

/// A time in UTC, to the minute; none out of range.
pub(crate) fn time(millis: u64) -> Option<String> {
    let timestamp = Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// A change of per mille as a percentage: `+1.2 %`.
pub(crate) fn percent(per_mille: i128) -> String {
    let sign = if per_mille < 0 { "−" } else { "+" };
    let size = per_mille.unsigned_abs();
    format!("{sign}{}.{} %", size / 10, size % 10)
}

/// A change of bytes: `+1.2 kB`.
pub(crate) fn size_change(bytes: i128) -> String {
    let sign = if bytes < 0 { "−" } else { "+" };
    format!("{sign}{}", size(u64::try_from(bytes.unsigned_abs()).unwrap_or(u64::MAX)))
}

/// A number of things: `1 wheel`, `2 wheels`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_https_addresses_are_linked_to() {
        assert!(link("https://index.example/project/a/1.0/?x=1&y=2#z").is_some());
        for text in [
            "http://index.example/",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//index.example",
            "https:///x",
            "https://a\" onload=\"x",
            "https://a<b",
            "https://a\nb",
            "https://a b",
            " https://a",
            "",
        ] {
            assert_eq!(link(text), None, "{text:?}");
        }
    }

    #[test]
    fn durations_have_their_two_largest_units() {
        let texts = [0, 449, 9_949, 9_950, 61_400, 125_000, 3_720_000].map(duration);
        let wanted = ["0.0 s", "0.4 s", "9.9 s", "10 s", "1 min 01 s", "2 min 05 s", "1 h 02 min"];
        assert_eq!(texts, wanted);
        duration(u64::MAX - 50);
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(name(&"é".repeat(300)).chars().count(), 201);
        assert_eq!(output(&"é".repeat(3000)).chars().count(), 2001);
        assert_eq!(output("short"), "short");
    }

    #[test]
    fn times_are_in_utc() {
        assert_eq!(time(1_790_000_000_000).as_deref(), Some("2026-09-21 14:13 UTC"));
        assert_eq!(time(u64::MAX), None);
    }
}
