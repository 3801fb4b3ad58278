use std::collections::BTreeMap;

use crate::explain::Places;
use crate::value::cause;
use crate::{Cause, Difference};

/// Lines that are told of one text.
const LINES: usize = 8;

/// Compares texts by lines.
pub(crate) fn compare_text(first: &str, second: &str, places: &Places) -> Vec<Difference> {
    let [one, two] = [first, second].map(|text| text.lines().collect::<Vec<&str>>());
    if let Some(found) = order(&one, &two, "lines") {
        return vec![found];
    }
    let mut found = Vec::new();
    if one.len() == two.len() {
        for (number, (line, other)) in one.iter().zip(&two).enumerate() {
            if line != other && found.len() < LINES {
                let cause = cause(line, other, places);
                found.push(Difference::new(format!("line {}", number + 1), line, other, cause));
            }
        }
    } else {
        // Lines that only one has, beside each other.
        let only = |lines: &[&str], others: &[&str]| -> Vec<(usize, String)> {
            let mut count: BTreeMap<&str, usize> = BTreeMap::new();
            others.iter().for_each(|line| *count.entry(line).or_default() += 1);
            let mut only = Vec::new();
            for (number, line) in lines.iter().enumerate() {
                match count.get_mut(line) {
                    Some(left) if *left > 0 => *left -= 1,
                    _ => only.push((number + 1, (*line).to_owned())),
                }
            }
            only
        };
        let (mut ones, mut twos) = (only(&one, &two).into_iter(), only(&two, &one).into_iter());
        while found.len() < LINES {
            let (line, other) = (ones.next(), twos.next());
            let Some(number) = line.as_ref().or(other.as_ref()).map(|(number, _)| *number) else {
                break;
            };
            let [line, other] =
                [line, other].map(|it| it.map(|(_, text)| text).unwrap_or_default());
            let cause = cause(&line, &other, places);
            found.push(Difference::new(format!("line {number}"), &line, &other, cause));
        }
    }
    if found.is_empty() {
        // Line ends, or the last one.
        let [one, two] = [first, second].map(|text| format!("{} bytes", text.len()));
        found.push(Difference::new("ends of lines", &one, &two, Cause::Content));
    }
    found
}

/// The same things in another order; none if they are not the same.
pub(crate) fn order<T: AsRef<str>>(first: &[T], second: &[T], what: &str) -> Option<Difference> {
    if first.len() != second.len() || first.len() < 2 {
        return None;
    }
    let sorted = |all: &[T]| {
        let mut all: Vec<String> = all.iter().map(|one| one.as_ref().to_owned()).collect();
        all.sort();
        all
    };
    if sorted(first) != sorted(second) {
        return None;
    }
    let at = first.iter().zip(second).position(|(one, two)| one.as_ref() != two.as_ref())?;
    let place = format!("order of its {} {what}, from number {}", first.len(), at + 1);
    Some(Difference::new(place, first[at].as_ref(), second[at].as_ref(), Cause::Order))
}

/// Compares RECORD files: hashes and sizes in them follow from the files themselves.
pub(crate) fn compare_record(first: &str, second: &str) -> Vec<Difference> {
    let names = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect()
    };
    let (one, two) = (names(first), names(second));
    if one != two
        && let Some(found) = order(&one, &two, "lines")
    {
        return vec![found];
    }
    let changed = first.lines().zip(second.lines()).find(|(one, two)| one != two);
    if let Some((one, two)) = changed {
        return vec![Difference::new("hashes and sizes", one, two, Cause::Hash)];
    }
    // Lines that only one has, or other ends of lines.
    let [one, two] =
        [first, second].map(|text| format!("{} lines, {} bytes", text.lines().count(), text.len()));
    vec![Difference::new("lines", &one, &two, Cause::Content)]
}

/// Compares METADATA or WHEEL by fields.
pub(crate) fn compare_metadata(first: &str, second: &str, places: &Places) -> Vec<Difference> {
    let [one, two] = [first, second].map(fields);
    let mut found = Vec::new();
    for (name, values) in &one {
        let others = two.get(name).cloned().unwrap_or_default();
        if *values == others {
            continue;
        }
        if let Some(difference) = order(values, &others, &format!("{name} fields")) {
            found.push(difference);
            continue;
        }
        let [first, second] = [values, &others].map(|all| all.join("; "));
        let cause =
            if name == "Generator" { Cause::Compiler } else { cause(&first, &second, places) };
        found.push(Difference::new(format!("field {name}"), &first, &second, cause));
    }
    for (name, values) in two.iter().filter(|(name, _)| !one.contains_key(*name)) {
        let difference =
            Difference::new(format!("field {name}"), "", &values.join("; "), Cause::Content);
        found.push(difference);
    }
    if found.is_empty() {
        return compare_text(first, second, places);
    }
    found
}

/// Fields of an e-mail-like head, and the text below it.
fn fields(text: &str) -> BTreeMap<String, Vec<String>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(": ") {
            fields.entry(name.into()).or_default().push(value.into());
        }
    }
    if !body.trim().is_empty() {
        fields.insert("Description".into(), vec![body.into()]);
    }
    fields
}
