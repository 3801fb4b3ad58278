use std::collections::BTreeMap;

use crate::explain::Places;
use crate::value::{cause, differing, names_compiler};
use crate::{Cause, Difference};

/// The shortest run of printable characters that counts.
const SHORTEST: usize = 6;

/// Strings that are told of one section.
const STRINGS: usize = 4;

/// Most bytes whose strings are looked at.
const MOST: usize = 64 << 20;

/// Runs of printable characters, in their order.
pub(crate) fn strings(bytes: &[u8]) -> Vec<&str> {
    let bytes = bytes.get(..MOST).unwrap_or(bytes);
    bytes
        .split(|byte| !matches!(byte, b'\t' | b' '..=b'~'))
        .filter(|run| run.len() >= SHORTEST)
        .filter_map(|run| std::str::from_utf8(run).ok())
        .collect()
}

/// Strings that only one of two sections has, beside each other.
pub(crate) fn compare_strings(
    place: &str,
    first: &[u8],
    second: &[u8],
    places: &Places,
) -> Vec<Difference> {
    let (all_first, all_second) = (strings(first), strings(second));
    let (ones, mut twos) = (only(&all_first, &all_second), only(&all_second, &all_first));
    let mut found = Vec::new();
    for one in ones {
        // The one that is most like it.
        let like = twos.iter().enumerate().max_by_key(|(_, two)| likeness(one, two));
        let Some((at, two)) = like.map(|(at, two)| (at, *two)) else {
            continue;
        };
        if likeness(one, two) == 0 && one.len() < 16 {
            continue;
        }
        twos.remove(at);
        for (one, two) in parts(one, two) {
            let (part, other) = differing(one, two);
            let cause = cause(one, two, places);
            // Bytes of tables look like texts now and then.
            if cause == Cause::Content && !is_changed_text(one, two) {
                continue;
            }
            found.push(Difference::new(format!("{place}: a text in it"), part, other, cause));
        }
        if found.len() >= STRINGS {
            break;
        }
    }
    found.truncate(STRINGS);
    found
}

/// Whether two runs of printable characters are a text and the same text changed.
fn is_changed_text(one: &str, two: &str) -> bool {
    let shorter = one.len().min(two.len());
    // Texts of Rust have no end of their own: the next one may be another.
    let has_neighbour = one.contains(two) || two.contains(one);
    shorter >= 12 && !has_neighbour && likeness(one, two) * 2 >= shorter
}

/// The words of two texts that differ, each beside its own; the whole texts where they do not have
/// as many words.
fn parts<'a>(one: &'a str, two: &'a str) -> Vec<(&'a str, &'a str)> {
    let words = |text: &'a str| -> Vec<&'a str> { text.split([' ', ';', '\t']).collect() };
    let (ones, twos) = (words(one), words(two));
    let different: Vec<(&str, &str)> =
        ones.iter().copied().zip(twos.iter().copied()).filter(|(one, two)| one != two).collect();
    // A version and its date are one thing.
    let is_one = names_compiler(one) || different.len() > STRINGS;
    if ones.len() != twos.len() || different.len() < 2 || is_one {
        vec![(one, two)]
    } else {
        different
    }
}

/// Strings of `all` that `others` lack, each once.
fn only<'a>(all: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    others.iter().for_each(|text| *count.entry(text).or_default() += 1);
    let mut only = Vec::new();
    for text in all {
        match count.get_mut(text) {
            Some(left) if *left > 0 => *left -= 1,
            _ => only.push(*text),
        }
        if only.len() > 200 {
            break;
        }
    }
    only
}

/// Bytes that two strings have in common at their ends.
fn likeness(one: &str, two: &str) -> usize {
    let ahead = one.bytes().zip(two.bytes()).take_while(|(one, two)| one == two).count();
    let behind =
        one.bytes().rev().zip(two.bytes().rev()).take_while(|(one, two)| one == two).count();
    (ahead + behind).min(one.len().min(two.len()))
}

/// What a binary says of what made it: `rustc version …`, `clang version …`, `GCC: (…`.
pub(crate) fn producers(bytes: &[u8]) -> Vec<String> {
    const NAMES: [&str; 6] =
        ["rustc version ", "clang version ", "GCC: (", "Linker: ", "zig version ", "/rustc/"];
    let mut producers: Vec<String> = strings(bytes)
        .into_iter()
        .filter_map(|text| {
            let at = NAMES.iter().filter_map(|name| text.find(name)).min()?;
            let said = text.get(at..)?;
            // Of a path of Rust's own library the commit alone.
            let said =
                said.strip_prefix("/rustc/").map_or(said, |rest| rest.get(..40).unwrap_or(rest));
            Some(said.chars().take(80).collect())
        })
        .collect();
    producers.sort();
    producers.dedup();
    producers
}
